package dev.recado.waha;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** The calls to WAHA that are no message: about the session and about ids. */
final class WahaCalls {

  private final RestClient http;
  private final Environment environment;
  private final WahaSettings settings;

  WahaCalls(RestClient http, Environment environment, WahaSettings settings) {
    this.http = http;
    this.environment = environment;
    this.settings = settings;
  }

  /** WAHA does not offer the call. */
  static final class NotOffered extends RuntimeException {
    NotOffered(HttpStatusCode status) {
      super("WAHA answered " + status.value(), null, false, false);
    }
  }

  /** The engine of the session, upper case; empty where WAHA does not tell. */
  String engine() {
    JsonNode session = get("/api/sessions/{session}");
    return session.path("engine").path("engine").asText("").toUpperCase(Locale.ROOT);
  }

  String newMessageId() {
    String id = get("/api/{session}/new-message-id").path("id").asText("");
    if (id.isEmpty()) {
      throw new NotOffered(HttpStatusCode.valueOf(200));
    }
    return id;
  }

  /** Starts the session; WAHA answers the same where it runs already. */
  void startSession() {
    http.post()
        .uri(url("/api/sessions/{session}/start"), settings.session())
        .header("X-Api-Key", environment.getRequiredProperty(WahaAddress.KEY))
        .retrieve()
        .toBodilessEntity();
  }

  private JsonNode get(String path) {
    JsonNode answer =
        http.get()
            .uri(url(path), settings.session())
            .header("X-Api-Key", environment.getRequiredProperty(WahaAddress.KEY))
            .retrieve()
            .onStatus(
                status -> status.value() == 404 || status.value() == 501,
                (request, response) -> {
                  throw new NotOffered(response.getStatusCode());
                })
            .body(JsonNode.class);
    if (answer == null) {
      throw new ResourceAccessException("WAHA answered without a body");
    }
    return answer;
  }

  private String url(String path) {
    return environment.getRequiredProperty(WahaAddress.BASE_URL) + path;
  }
}
