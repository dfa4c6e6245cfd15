package dev.recado.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.SharedHub;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;

/** How users see and end their sessions. */
class SessionApiTest extends SharedHub {

  @Test
  void aSignInAnswersWithTokensAndMarksTheDevice() {
    ResponseEntity<JsonNode> answer = login();
    assertThat(body(answer).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("access_token", "refresh_token", "token_type", "expires_in");
    assertThat(answer.getHeaders().getFirst(HttpHeaders.SET_COOKIE))
        .startsWith("recado-device=")
        .contains("HttpOnly", "SameSite=Strict", "Path=/auth");
  }

  @Test
  void aLogoutEndsBothTokensAtOnce() {
    JsonNode tokens = tokens();
    assertThat(status(HttpMethod.GET, "/api/sessions", tokens)).isEqualTo(200);
    assertThat(status(HttpMethod.POST, "/auth/logout", tokens)).isEqualTo(204);
    assertThat(status(HttpMethod.GET, "/api/sessions", tokens)).isEqualTo(401);
    assertThat(refresh(tokens).getStatusCode().value()).isEqualTo(401);
  }

  @Test
  void aUsedRefreshTokenEndsTheSessionAndItsAccessTokens() {
    JsonNode first = tokens();
    JsonNode second = body(refresh(first));
    JsonNode third = body(refresh(second));
    assertThat(status(HttpMethod.GET, "/api/sessions", third)).isEqualTo(200);

    assertThat(refresh(first).getStatusCode().value()).isEqualTo(401);

    assertThat(status(HttpMethod.GET, "/api/sessions", third)).isEqualTo(401);
    assertThat(refresh(third).getStatusCode().value()).isEqualTo(401);
  }

  @Test
  void oneSessionOrAllCanBeEndedFromAnotherSession() {
    JsonNode here = tokens();
    JsonNode there = tokens();
    JsonNode listed = body(call(HttpMethod.GET, "/api/sessions", there));
    String id = "";
    for (JsonNode session : listed.get("items")) {
      id = session.get("current").asBoolean() ? session.get("id").asText() : id;
    }

    assertThat(status(HttpMethod.DELETE, "/api/sessions/" + id, here)).isEqualTo(204);
    assertThat(status(HttpMethod.DELETE, "/api/sessions/" + id, here)).isEqualTo(404);
    assertThat(status(HttpMethod.GET, "/api/sessions", there)).isEqualTo(401);

    assertThat(status(HttpMethod.DELETE, "/api/sessions", here)).isEqualTo(204);
    assertThat(status(HttpMethod.GET, "/api/sessions", here)).isEqualTo(401);
  }

  private ResponseEntity<JsonNode> login() {
    return http.postForEntity(
        "/auth/login", Map.of("username", "admin", "password", PASSWORD), JsonNode.class);
  }

  private JsonNode tokens() {
    return body(login());
  }

  private static JsonNode body(ResponseEntity<JsonNode> answer) {
    return Objects.requireNonNull(answer.getBody());
  }

  private ResponseEntity<JsonNode> refresh(JsonNode tokens) {
    return http.postForEntity(
        "/auth/refresh",
        Map.of("refresh_token", tokens.get("refresh_token").asText()),
        JsonNode.class);
  }

  private int status(HttpMethod method, String path, JsonNode tokens) {
    return call(method, path, tokens).getStatusCode().value();
  }

  private ResponseEntity<JsonNode> call(HttpMethod method, String path, JsonNode tokens) {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(tokens.get("access_token").asText());
    return http.exchange(path, method, new HttpEntity<>(headers), JsonNode.class);
  }
}
