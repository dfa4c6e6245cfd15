package dev.recado.systems.kommo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.recado.spine.flow.TryLaterException;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Sends JSON to Kommo and reads the answer; each call waits for its turn. */
final class KommoWire {

  private final RestClient http;
  private final KommoPace pace;

  KommoWire(RestClient http, KommoPace pace) {
    this.http = http;
    this.pace = pace;
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param json the body, or a missing node if it is empty or not JSON
   */
  record Answer(int status, JsonNode json) {}

  KommoPace pace() {
    return pace;
  }

  Answer exchange(String method, URI uri, @Nullable String token, @Nullable Object body) {
    pace.turn();
    RestClient.RequestBodySpec request = http.method(HttpMethod.valueOf(method)).uri(uri);
    request.accept(MediaType.APPLICATION_JSON, MediaType.ALL);
    if (token != null) {
      request.headers(headers -> headers.setBearerAuth(token));
    }
    if (body != null) {
      request.contentType(MediaType.APPLICATION_JSON).body(KommoJson.bytes(body));
    }
    try {
      return Objects.requireNonNull(
          request.exchange(
              (sent, answer) ->
                  answer(answer.getStatusCode().value(), answer.getBody().readAllBytes())));
    } catch (ResourceAccessException e) {
      throw new TryLaterException("O Kommo não responde: " + root(e), e);
    }
  }

  private static Answer answer(int status, byte[] body) throws IOException {
    try {
      JsonNode json = KommoJson.MAPPER.readTree(body);
      return new Answer(status, json == null ? MissingNode.getInstance() : json);
    } catch (JsonProcessingException notJson) {
      return new Answer(status, MissingNode.getInstance());
    }
  }

  /** The innermost failure; the outer ones name the address, whose query may hold a phone. */
  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
