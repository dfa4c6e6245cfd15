package dev.recado.api.security;

import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/** The security headers for browsers. */
final class SecurityHeaders {

  private SecurityHeaders() {}

  /** The same headers on each answer. */
  static HeaderWriter fixed(String contentPolicy) {
    return new StaticHeadersWriter(
        java.util.List.of(
            new Header("X-Content-Type-Options", "nosniff"),
            new Header("X-Frame-Options", "DENY"),
            new Header("Referrer-Policy", "no-referrer"),
            new Header("Content-Security-Policy", contentPolicy)));
  }

  /** The same, with another content policy for the pages of Swagger UI. */
  static HeaderWriter of(String contentPolicy, String swaggerPolicy) {
    HeaderWriter pages = fixed(contentPolicy);
    HeaderWriter swagger = fixed(swaggerPolicy);
    return (request, response) ->
        (request.getRequestURI().startsWith("/swagger-ui/") ? swagger : pages)
            .writeHeaders(request, response);
  }
}
