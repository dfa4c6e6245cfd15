package dev.recado.spine.ingress;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The CORS answers for a browser that posts for a page of another site. */
final class Origins {

  private static final String HOUR = "3600";

  private Origins() {}

  /**
   * Lets the browser show the answer to the page if the source allows the page's origin.
   *
   * @return whether the source allows it; a sender that is no browser names no origin
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

  /** Names the method and the headers that a page may use. */
  static void preflight(HttpServletResponse response) {
    response.setHeader("Access-Control-Allow-Methods", "POST");
    response.setHeader("Access-Control-Allow-Headers", "Content-Type, Idempotency-Key");
    response.setHeader("Access-Control-Max-Age", HOUR);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
