package dev.recado.spine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.SharedHub;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The flows that run by the clock, as operators see and control them. */
class ScheduleApiTest extends SharedHub {

  private static final String REMINDER = "/api/schedules/sellers/lead-reminder";

  @Autowired private Scheduler scheduler;
  private String token = "";

  @BeforeEach
  void signIn() {
    JsonNode answer =
        http.postForObject(
            "/auth/login", Map.of("username", "admin", "password", PASSWORD), JsonNode.class);
    token = answer.get("access_token").asText();
  }

  private ResponseEntity<JsonNode> call(HttpMethod method, String path) {
    return call(method, path, null);
  }

  private ResponseEntity<JsonNode> call(HttpMethod method, String path, @Nullable String body) {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    headers.setContentType(MediaType.APPLICATION_JSON);
    return http.exchange(path, method, new HttpEntity<>(body, headers), JsonNode.class);
  }

  private static JsonNode body(ResponseEntity<JsonNode> answer) {
    return Objects.requireNonNull(answer.getBody());
  }

  private JsonNode reminder() {
    JsonNode all = Objects.requireNonNull(call(HttpMethod.GET, "/api/schedules").getBody());
    for (JsonNode one : all) {
      if (one.get("name").asText().equals("lead-reminder")) {
        return one;
      }
    }
    throw new AssertionError("No lead-reminder in " + all);
  }

  @Test
  void aHubThatTakesEventsKeepsTheClock() throws Exception {
    assertThat(scheduler.isStarted()).isTrue();
    assertThat(scheduler.getTrigger(new TriggerKey("schedules", "recado"))).isNotNull();
  }

  @Test
  void aScheduleIsListedWithItsFlowAndItsNextTimes() {
    JsonNode reminder = reminder();
    assertThat(reminder.get("group").asText()).isEqualTo("sellers");
    assertThat(reminder.get("flow").asText()).isEqualTo("lead-reminder");
    assertThat(reminder.get("description").asText()).contains("each seller");
    assertThat(reminder.get("cron").asText()).isEqualTo("0 0 9 ? * MON-FRI");
    assertThat(reminder.get("zone").asText()).isEqualTo("America/Sao_Paulo");
    assertThat(reminder.get("missed").asText()).isEqualTo("none");
    assertThat(reminder.get("next")).hasSize(3).allMatch(n -> n.asText().endsWith("T12:00:00Z"));
  }

  @Test
  void runningAFlowReturnsItsEventAndTheFlowTakesIt() {
    ResponseEntity<JsonNode> answer = call(HttpMethod.POST, REMINDER + "/run");
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
    String event = Objects.requireNonNull(answer.getBody()).get("id").asText();
    await()
        .until(
            () ->
                Objects.requireNonNull(call(HttpMethod.GET, "/api/events/" + event).getBody())
                    .at("/event/state")
                    .asText(),
            state -> state.equals("DONE") || state.equals("DROPPED"));
  }

  @Test
  void pausingAndResumingAFlowMayBeRepeated() {
    assertThat(call(HttpMethod.POST, REMINDER + "/pause").getStatusCode())
        .isEqualTo(HttpStatus.NO_CONTENT);
    assertThat(call(HttpMethod.POST, REMINDER + "/pause").getStatusCode())
        .isEqualTo(HttpStatus.NO_CONTENT);
    assertThat(reminder().get("paused").asBoolean()).isTrue();
    assertThat(reminder().get("pausedBy").asText()).isEqualTo("admin");
    assertThat(call(HttpMethod.POST, REMINDER + "/resume").getStatusCode())
        .isEqualTo(HttpStatus.NO_CONTENT);
    assertThat(call(HttpMethod.POST, REMINDER + "/resume").getStatusCode())
        .isEqualTo(HttpStatus.NO_CONTENT);
    assertThat(reminder().get("paused").asBoolean()).isFalse();
  }

  @Test
  void eachCallReportsAnUnknownSchedule() {
    for (String what : new String[] {"run", "pause", "resume"}) {
      ResponseEntity<JsonNode> answer =
          call(HttpMethod.POST, "/api/schedules/sellers/none/" + what);
      assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
      assertThat(Objects.requireNonNull(answer.getBody()).get("detail").asText())
          .isEqualTo("There is no such schedule.");
    }
  }

  @Test
  void aTimeIsSetShownBesideTheFilesAndTakenBack() {
    JsonNode set = body(call(HttpMethod.PUT, REMINDER, "{\"cron\": \"0 30 8 ? * MON-FRI\"}"));
    assertThat(set.get("cron").asText()).isEqualTo("0 30 8 ? * MON-FRI");
    assertThat(reminder().at("/file/cron").asText()).isEqualTo("0 0 9 ? * MON-FRI");
    assertThat(reminder().get("setBy").asText()).isEqualTo("admin");
    assertThat(reminder().get("setAt").asText()).isNotEmpty();
    assertThat(reminder().get("next")).allMatch(next -> next.asText().endsWith("T11:30:00Z"));
    body(call(HttpMethod.PUT, REMINDER, "{\"every\": \"15m\"}"));
    assertThat(reminder().get("every").asText()).isEqualTo("15m");
    body(call(HttpMethod.PUT, REMINDER, "{\"cron\": null}"));
    assertThat(reminder().get("cron").asText()).isEqualTo("0 0 9 ? * MON-FRI");
    assertThat(reminder().path("setBy").isMissingNode() || reminder().get("setBy").isNull())
        .isTrue();
    body(call(HttpMethod.PUT, REMINDER, "{\"every\": \"15m\"}"));
    assertThat(body(call(HttpMethod.DELETE, REMINDER)).get("cron").asText())
        .isEqualTo("0 0 9 ? * MON-FRI");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"cron\": \"0 9 * * 1-5\"} | has 5 fields",
        "{\"cron\": \"0 0 9 31 2 ?\"} | never comes due",
        "{\"every\": \"1s\"} | shorter than a minute",
        "{\"cron\": \"0 0 9 * * ?\", \"every\": \"1h\"} | Give either",
        "{\"crom\": null} | no field 'crom'",
        "{\"cron\": 9} | is a text",
        "{} | The body is empty"
      })
  void aTimeThatIsNoneIsRefused(String wanted, String told) {
    ResponseEntity<JsonNode> answer = call(HttpMethod.PUT, REMINDER, wanted);
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(body(answer).get("detail").asText()).contains(told);
    assertThat(reminder().get("cron").asText()).isEqualTo("0 0 9 ? * MON-FRI");
  }

  @Test
  void runsAreListedNewestFirstInPages() {
    String first = body(call(HttpMethod.POST, REMINDER + "/run")).get("id").asText();
    String second = body(call(HttpMethod.POST, REMINDER + "/run")).get("id").asText();
    JsonNode page = body(call(HttpMethod.GET, REMINDER + "/runs?limit=1"));
    assertThat(page.at("/items/0/event").asText()).isEqualTo(second);
    assertThat(page.at("/items/0/by").asText()).isEqualTo("admin");
    assertThat(page.at("/items/0/planned").asText()).isNotEmpty();
    JsonNode next =
        body(call(HttpMethod.GET, REMINDER + "/runs?limit=1&before=" + page.get("next").asText()));
    assertThat(next.at("/items/0/event").asText()).isEqualTo(first);
    await()
        .untilAsserted(
            () -> {
              JsonNode run = body(call(HttpMethod.GET, REMINDER + "/runs?limit=1")).at("/items/0");
              assertThat(run.get("state").asText()).isIn("DONE", "DROPPED");
              assertThat(run.get("began").asText()).isNotEmpty();
              assertThat(run.get("ended").asText()).isNotEmpty();
              assertThat(run.get("messages").asInt()).isNotNegative();
            });
    assertThat(call(HttpMethod.GET, REMINDER + "/runs?limit=0").getStatusCode())
        .isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(call(HttpMethod.GET, REMINDER + "/runs?before=x").getStatusCode())
        .isEqualTo(HttpStatus.BAD_REQUEST);
  }

  @Test
  void theTimeAndTheRunsOfAnUnknownScheduleAreNotFound() {
    String none = "/api/schedules/sellers/none";
    assertThat(call(HttpMethod.PUT, none, "{\"every\": \"1h\"}").getStatusCode())
        .isEqualTo(HttpStatus.NOT_FOUND);
    assertThat(call(HttpMethod.DELETE, none).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    assertThat(call(HttpMethod.GET, none + "/runs").getStatusCode())
        .isEqualTo(HttpStatus.NOT_FOUND);
  }
}
