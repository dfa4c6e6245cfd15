package dev.recado.spine.ingress;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What a browser is told that posts for a page of another site (CORS). */
final class Origins {

  private static final String HOUR = "3600";

  private Origins() {}

  /**
   * Lets the browser show the answer to the page, where the source allows its origin.
   *
   * @return whether it does; a sender that is no browser names no origin
   */
  static boolean allow(
      WebhookSource source, HttpServletRequest request, HttpServletResponse response) {
    String origin = request.getHeader("Origin");
    if (origin == null || !source.allowsOrigin(origin)) {
      return false;
    }
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.addHeader("Vary", "Origin");
    return true;
  }

  /** Says what may be posted. */
  static void preflight(HttpServletResponse response) {
    response.setHeader("Access-Control-Allow-Methods", "POST");
    response.setHeader("Access-Control-Allow-Headers", "Content-Type, Idempotency-Key");
    response.setHeader("Access-Control-Max-Age", HOUR);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
