package dev.recado.systems.odoo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.recado.spine.flow.TryLaterException;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Sends JSON to Odoo and reads the answer; the protocol decides which answer is an error. */
final class OdooHttp {

  private final String url;
  private final RestClient http;

  OdooHttp(OdooSettings settings, RestClient http) {
    this.url = settings.url();
    this.http = http;
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param json the body, or a missing node if it is not JSON
   */
  record Answer(int status, JsonNode json) {}

  Answer get(String path) {
    return exchange(http.get().uri(url + path));
  }

  Answer post(String path, Object body, Consumer<HttpHeaders> headers) {
    return exchange(
        http.post()
            .uri(url + path)
            .headers(headers)
            .contentType(MediaType.APPLICATION_JSON)
            .body(bytes(body)));
  }

  private static byte[] bytes(Object body) {
    try {
      return OdooJson.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The call cannot be written as JSON", e);
    }
  }

  private static Answer exchange(RestClient.RequestHeadersSpec<?> request) {
    try {
      return Objects.requireNonNull(
          request.exchange(
              (sent, answer) ->
                  new Answer(
                      answer.getStatusCode().value(), json(answer.getBody().readAllBytes()))));
    } catch (ResourceAccessException e) {
      throw new TryLaterException("O Odoo não responde: " + root(e), e);
    }
  }

  private static JsonNode json(byte[] body) throws IOException {
    try {
      JsonNode json = OdooJson.MAPPER.readTree(body);
      return json == null ? MissingNode.getInstance() : json;
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
