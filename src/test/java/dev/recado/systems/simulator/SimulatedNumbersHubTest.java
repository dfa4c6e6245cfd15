package dev.recado.systems.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.SharedHub;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Both sides of Meta's API in one hub: the simulator speaks it, and the hub understands it. */
class SimulatedNumbersHubTest extends SharedHub {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private ResponseEntity<JsonNode> write(String phone, String draft) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    return http.exchange(
        "/simulator/phones/" + phone + "/messages",
        HttpMethod.POST,
        new HttpEntity<>(draft, headers),
        JsonNode.class);
  }

  private JsonNode chat(String phone) {
    return http.getForObject("/simulator/phones/" + phone + "/messages", JsonNode.class);
  }

  private String written(String phone, String draft) {
    ResponseEntity<JsonNode> answer = write(phone, draft);
    assertThat(answer.getStatusCode().value()).as(answer.toString()).isEqualTo(202);
    return Objects.requireNonNull(answer.getBody()).get("id").asText();
  }

  /** A column of a customer's message, once the hub has it. */
  private String stored(String column, String id) {
    return await()
        .atMost(LIMIT)
        .until(
            () ->
                jdbc.sql(
                        "select coalesce("
                            + column
                            + ", '') from chat_message where provider_id like '%' || ?")
                    .param(id)
                    .query(String.class)
                    .optional(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private UUID send(String phone, String channel, String kind, String payload) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into outbox (id, kind, connector, conversation, address, payload, state,
                                scheduled_for, due_at, created_at)
            values (?, ?, ?, ?, ?, ?, 'QUEUED', now(), now(), now())
            """)
        .params(
            id, kind, channel, dev.recado.spine.outbox.Contacts.conversation(phone), phone, payload)
        .update();
    return id;
  }

  private void state(UUID message, String state) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(
                        jdbc.sql(
                                "select state || ' ' || coalesce(reason, '') from outbox where id = ?")
                            .param(message)
                            .query(String.class)
                            .single())
                    .startsWith(state));
  }

  @ParameterizedTest
  @CsvSource({"meta, 5521976540401", "waha, 5521976540402"})
  void theHubOffersChoicesAndUnderstandsWhichOneIsPressed(String channel, String phone) {
    stored("channel", written(phone, "{\"text\": \"Oi\", \"channel\": \"%s\"}".formatted(channel)));
    UUID offer =
        send(
            phone,
            channel,
            "whatsapp-buttons",
            """
            {"text": "Como prefere pagar?", "choices": [{"id": "pix", "title": "Pix"},
                                                        {"id": "boleto", "title": "Boleto"}]}""");
    state(offer, "DELIVERED");
    JsonNode line = chat(phone).get(chat(phone).size() - 1);
    assertThat(line.get("channel").asText()).isEqualTo(channel);
    assertThat(line.path("buttons").size()).isEqualTo(channel.equals("meta") ? 2 : 0);
    state(offer, "READ");

    String pressed = written(phone, "{\"button\": \"boleto\"}");
    assertThat(stored("button", pressed)).contains("\"boleto\"");
    assertThat(stored("channel", pressed)).isEqualTo(channel);
  }

  @Test
  void aNumberThatNobodyHasFailsInTheOutbox() {
    // The window opens only by a message, so the phone writes first.
    String phone = "5521976540000";
    stored("channel", written(phone, "{\"text\": \"Oi\", \"channel\": \"meta\"}"));
    UUID message = send(phone, "meta", "whatsapp-text", "{\"text\": \"Olá\"}");
    state(message, "DEAD");
    assertThat(
            jdbc.sql("select reason from outbox where id = ?")
                .param(message)
                .query(String.class)
                .single())
        .startsWith("NOT_ON_WHATSAPP");
  }

  @Test
  void theTestOfTheSimulatedChannelIsWell() {
    String token =
        http.postForObject(
                "/auth/login", Map.of("username", "admin", "password", PASSWORD), JsonNode.class)
            .get("access_token")
            .asText();
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    JsonNode checkup =
        http.exchange(
                "/api/channels/meta/test",
                HttpMethod.POST,
                new HttpEntity<>(headers),
                JsonNode.class)
            .getBody();
    assertThat(Objects.requireNonNull(checkup).get("ok").asBoolean())
        .as(checkup.toString())
        .isTrue();
  }

  @Test
  void aWrongDraftIsAnsweredWithItsField() {
    ResponseEntity<JsonNode> answer = write("5521976540403", "{\"media\": \"gato.gif\"}");
    assertThat(answer.getStatusCode().value()).isEqualTo(400);
    assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(Objects.requireNonNull(answer.getBody()).get("detail").asText())
        .contains("'media'", "foto.jpg");
    ResponseEntity<JsonNode> misspelled =
        write("5521976540403", "{\"chanel\": \"meta\", \"text\": \"oi\"}");
    assertThat(misspelled.getStatusCode().value()).isEqualTo(400);
    assertThat(Objects.requireNonNull(misspelled.getBody()).get("detail").asText())
        .contains("'chanel'");
  }
}
