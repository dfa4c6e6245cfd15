package dev.recado.api.security;

import dev.recado.spine.intake.WebhookController;
import jakarta.servlet.http.HttpServletRequest;

/** The paths that ask for no token. */
public final class OpenPaths {

  private final boolean simulator;

  /** Makes the list; the simulator is on it only where nobody else can reach the hub. */
  OpenPaths(boolean loopback) {
    this.simulator = loopback;
  }

  /** Webhooks prove themselves at the ingress, each sender in its own way. */
  public static boolean webhook(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/webhooks/") && !path.equals(WebhookController.TEST)
        || path.startsWith("/webhook/")
        || path.equals("/whatsapp-webhook")
        || path.startsWith("/whatsapp-webhook/")
        || path.startsWith("/api/chatbots/webhook/")
        || path.equals("/api/chatbots/webhook");
  }

  /** Whether a token is neither needed nor read. */
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

  /** Probes ask all day, and the simulator's WAHA is called for each message. */
  boolean unlimited(HttpServletRequest request) {
    String path = path(request);
    return path.equals("/health")
        || path.equals("/version")
        || path.startsWith("/actuator/health")
        || (simulator && path.startsWith("/simulator/"));
  }

  /** The firewall has refused encoded slashes, dots and semicolons by now. */
  private static String path(HttpServletRequest request) {
    return request.getRequestURI();
  }
}
