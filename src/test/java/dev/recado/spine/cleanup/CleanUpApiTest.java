package dev.recado.spine.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.SharedHub;
import dev.recado.ground.database.Retention;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** A clean-up from its flow to its record, in a running hub. */
class CleanUpApiTest extends SharedHub {

  @Autowired private CleanUps work;
  @Autowired private List<Retention> retentions;
  private String token = "";

  @BeforeEach
  void signIn() {
    JsonNode answer =
        http.postForObject(
            "/auth/login", Map.of("username", "admin", "password", PASSWORD), JsonNode.class);
    token = answer.get("access_token").asText();
  }

  private ResponseEntity<JsonNode> call(HttpMethod method, String path) {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    return http.exchange(path, method, new HttpEntity<>(headers), JsonNode.class);
  }

  private JsonNode get(String path) {
    return Objects.requireNonNull(call(HttpMethod.GET, path).getBody());
  }

  @Test
  void aRunOfTheFlowCleansEachTableAndItsJourneySaysHowMuch() {
    String event =
        Objects.requireNonNull(
                call(HttpMethod.POST, "/api/schedules/recado/clean-up/run").getBody())
            .get("id")
            .asText();
    await().until(() -> parts(event).size() == retentions.size());
    assertThat(parts(event).get(0).get("kind").asText()).isEqualTo("events");
    await()
        .until(
            () -> {
              work.work();
              return parts(event).stream().allMatch(part -> part.hasNonNull("endedAt"));
            });
    List<String> steps = new ArrayList<>();
    get("/api/events/" + event)
        .get("journey")
        .forEach(step -> steps.add(step.get("step").asText()));
    assertThat(steps).contains("cleaned_up");
    assertThat(get("/api/schedules/recado/clean-up/runs?limit=1").at("/items/0/event").asText())
        .isEqualTo(event);
  }

  private List<JsonNode> parts(String event) {
    List<JsonNode> parts = new ArrayList<>();
    get("/api/clean-ups?limit=100")
        .get("items")
        .forEach(
            part -> {
              if (part.get("event").asText().equals(event)) {
                parts.add(part);
              }
            });
    return parts.stream()
        .sorted(java.util.Comparator.comparing(part -> part.get("kind").asText()))
        .toList();
  }

  @Test
  void aWrongPageIsRefused() {
    assertThat(call(HttpMethod.GET, "/api/clean-ups?limit=501").getStatusCode())
        .isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(call(HttpMethod.GET, "/api/clean-ups?before=x").getStatusCode())
        .isEqualTo(HttpStatus.BAD_REQUEST);
  }
}
