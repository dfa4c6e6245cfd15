package dev.recado.api.security;

import dev.recado.spine.intake.WebhookController;
import jakarta.servlet.http.HttpServletRequest;

/** The paths that need no token. */
public final class OpenPaths {

  private final boolean simulator;

  /** Creates the list. The simulator is on it only if no other machine can reach the hub. */
  OpenPaths(boolean loopback) {
    this.simulator = loopback;
  }

  /** Whether a request is a webhook. The webhook servlet checks the proof of each sender. */
  public static boolean webhook(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/webhooks/") && !path.equals(WebhookController.TEST)
        || path.startsWith("/webhook/")
        || path.equals("/whatsapp-webhook")
        || path.startsWith("/whatsapp-webhook/")
        || path.startsWith("/api/chatbots/webhook/")
        || path.equals("/api/chatbots/webhook");
  }

  /** Whether a request needs no token and its token is not read. */
  boolean open(HttpServletRequest request) {
    String path = path(request);
    return unlimited(request)
        || path.equals("/auth/login")
        || path.equals("/auth/refresh")
        || path.equals("/oauth/kommo")
        || path.startsWith("/calendar/")
        || path.startsWith("/swagger-ui/")
        || path.equals("/swagger-ui.html")
        || path.equals("/v3/api-docs/swagger-config");
  }

  /**
   * Whether a request is exempt from the rate limit: probes ask all day, and the simulator's WAHA
   * is called for each message.
   */
  boolean unlimited(HttpServletRequest request) {
    String path = path(request);
    return path.equals("/health")
        || path.equals("/version")
        || path.startsWith("/actuator/health")
        || (simulator && path.startsWith("/simulator/"));
  }

  /**
   * The path of the request. The firewall has already refused encoded slashes, dots and semicolons.
   */
  private static String path(HttpServletRequest request) {
    return request.getRequestURI();
  }
}
