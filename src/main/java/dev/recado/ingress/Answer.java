package dev.recado.ingress;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a sender is told: a small JSON object, problems as RFC 9457.
 *
 * <p>Titles and details are fixed sentences of ours, never text of the request.
 */
record Answer(int status, String contentType, String json) {

  static Answer accepted(UUID id) {
    return new Answer(
        202, "application/json", "{\"id\": \"" + id + "\", \"status\": \"accepted\"}");
  }

  static Answer problem(int status, String title, String detail) {
    return new Answer(
        status,
        "application/problem+json",
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
            .formatted(title, status, detail));
  }

  void to(HttpServletResponse response) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(contentType);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
