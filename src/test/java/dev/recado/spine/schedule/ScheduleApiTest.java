package dev.recado.spine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.SharedHub;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
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
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    return http.exchange(path, method, new HttpEntity<>(headers), JsonNode.class);
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
}
