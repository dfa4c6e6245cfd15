package dev.recado.chat.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.SharedHub;
import dev.recado.spine.outbox.Contacts;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The chatbot through the API, on a real PostgreSQL and a real Kafka, without an LLM. */
class ChatApiTest extends SharedHub {

  private static final AtomicInteger NUMBERS = new AtomicInteger(51_000_000);

  private final String phone = "55119" + NUMBERS.incrementAndGet();
  private String token = "";

  @BeforeEach
  void signIn() {
    JsonNode answer =
        http.postForObject(
            "/auth/login",
            Map.of("username", "admin", "password", "the password of this test"),
            JsonNode.class);
    token = answer.get("access_token").asText();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000a", "\\ud800"})
  void aTextThatCannotBeStoredIsRefusedAndTheFieldNamed(String text) {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    headers.setContentType(MediaType.APPLICATION_JSON);
    String body = "{\"phone\": \"%s\", \"message\": \"%s\"}".formatted(phone, text);
    ResponseEntity<String> answer =
        http.exchange(
            "/api/chat/process", HttpMethod.POST, new HttpEntity<>(body, headers), String.class);
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(answer.getBody()).contains("The field 'message' of the body");
  }

  @Test
  void aMessageIsUnderstoodAndAnsweredOnlyToTheCaller() {
    JsonNode answer = process("quero parcelar 1.500 reais em 3x");
    assertThat(answer.get("intent").asText()).isEqualTo("negociacao");
    assertThat(answer.get("source").asText()).isEqualTo("local");
    assertThat(answer.get("confidence").asDouble()).isBetween(0.3, 1.0);
    assertThat(answer.at("/entities/valor").decimalValue()).isEqualByComparingTo("1500");
    assertThat(answer.at("/entities/parcelas").asInt()).isEqualTo(3);
    assertThat(answer.get("response").asText()).contains("negociar");
    assertThat(
            jdbc.sql("select count(*) from simulator_message where phone = ?")
                .param(phone)
                .query(Long.class)
                .single())
        .isZero();
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/phrases/intents.tsv", delimiter = '\t')
  void typicalMessagesAreUnderstood(String message, String intents) {
    assertThat(process(message).get("intent").asText()).isIn((Object[]) intents.split("\\|"));
  }

  /** The gate closes, or the hub asks the customer what to stop. */
  @ParameterizedTest
  @CsvFileSource(resources = "/phrases/opt-out.txt", delimiter = '\t')
  void aCustomerWhoWantsNoMessagesGetsNone(String message) {
    String answer = process(message).path("response").asText();
    assertThat(optedOut() || answer.contains("*SAIR*")).as(answer).isTrue();
  }

  private boolean optedOut() {
    return jdbc.sql("select count(*) from contact where opted_out_at is not null and address = ?")
            .param(phone)
            .query(Long.class)
            .single()
        == 1;
  }

  @Test
  void aDialogueContinuesOverSeveralCallsAndEndsAsALead() {
    assertThat(process("quero fazer um orçamento").get("response").asText())
        .contains("qual é o seu nome");
    assertThat(process("Ana Souza").get("response").asText()).contains("Prazer, Ana Souza");
    assertThat(process("1").get("response").asText()).contains("Obrigado, Ana Souza");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                jdbc.sql("select count(*) from lead where phone = ? and name = 'Ana Souza'")
                        .param(phone)
                        .query(Long.class)
                        .single()
                    == 1);
  }

  /** The commit decides whether the slot is free, so the turn continues in another event. */
  @Test
  void anAppointmentIsConfirmedOnlyToTheCaller() {
    jdbc.sql(
            """
            insert into seller (origin, name, hours, created_at, updated_at)
            values ('custom', 'Ana Agenda', ?, now(), now())
            """)
        .param("{\"segunda\": [\"09:00-18:00\"]}")
        .update();
    String monday = DateTimeFormatter.ofPattern("dd/MM/yyyy").format(monday());
    assertThat(response("quero agendar uma visita " + monday + " às 9"))
        .contains("está marcado", "09:00");
    assertThat(response("remarcar para " + monday + " às 11")).contains("11:00");
    assertThat(response("quero desmarcar")).contains("foi cancelado");
    assertThat(
            jdbc.sql("select connector from outbox where address = ? and kind like 'whatsapp-%'")
                .param(phone)
                .query(String.class)
                .list())
        .isNotEmpty()
        .containsOnly("api");
  }

  private static LocalDate monday() {
    LocalDate day =
        LocalDate.now(ZoneId.of("America/Sao_Paulo"))
            .plusDays(1)
            .with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    while (dev.recado.ground.holiday.NationalHolidays.contains(day)) {
      day = day.plusWeeks(1);
    }
    return day;
  }

  private String response(String message) {
    JsonNode answer = process(message);
    assertThat(answer.has("response")).as(answer.toString()).isTrue();
    return answer.get("response").asText();
  }

  @Test
  void theHubIsSilentWhileAPersonAnswersAndTellsWhy() {
    process("quero falar com um atendente");
    JsonNode answer = process("alô?");
    assertThat(answer.has("response")).isFalse();
    assertThat(answer.get("reason").asText()).contains("Uma pessoa responde");
  }

  @Test
  void theConversationShowsBothSidesInOrder() {
    process("oi, bom dia");
    JsonNode shown = get("/api/chat/conversation/" + phone);
    assertThat(shown.get("lines").findValuesAsText("author")).containsExactly("CUSTOMER", "HUB");
    assertThat(shown.get("lastIntent").asText()).isEqualTo("saudacao");
    assertThat(shown.get("bot").asBoolean()).isTrue();
    assertThat(shown.get("messages")).isEqualTo(shown.get("lines"));
    assertThat(shown.at("/context/lastIntent").asText()).isEqualTo("saudacao");
    assertThat(shown.get("created_at").asText()).isEqualTo(shown.get("startedAt").asText());
    assertThat(shown.get("updated_at").asText()).isEqualTo(shown.at("/messages/1/at").asText());
    String key = shown.get("conversation_id").asText();
    assertThat(get("/api/chat/conversation/" + key).get("messages")).hasSize(2);
    assertThat(get("/api/chat/conversations/stats").at("/intents/saudacao").asInt()).isPositive();
  }

  @Test
  void aConversationThatTheCustomerBeganIsListed() {
    process("quero fazer um orçamento");
    for (String path : List.of("/conversations/active", "/debug/conversations")) {
      JsonNode mine =
          StreamSupport.stream(get(path + "?limit=500").get("conversas").spliterator(), false)
              .filter(one -> one.get("telefone").asText().equals(phone))
              .findFirst()
              .orElseThrow();
      assertThat(mine.get("iniciada_por").asText()).isEqualTo("cliente");
      assertThat(mine.get("conversation_id").asText()).isEqualTo(Contacts.conversation(phone));
      assertThat(mine.get("bot").asText()).isEqualTo("ativo");
      assertThat(mine.at("/ultima_mensagem/texto").asText()).contains("seu nome");
    }
    assertThat(get("/debug/conversations").get("total").asInt()).isPositive();
  }

  @Test
  void conversationsAreFoundByCustomerSellerAndState() {
    process("quero falar com um atendente");
    jdbc.sql("update conversation set name = 'Zuleica Abc' || phone where phone = ?")
        .param(phone)
        .update();
    String day = LocalDate.now(ZoneId.of("America/Sao_Paulo")).toString();
    String last = phone.substring(phone.length() - 8);
    for (String filter :
        List.of(
            "phone=" + phone,
            "phone=" + Contacts.conversation(phone),
            "client=" + last,
            "client=zuleica abc" + phone,
            "name=ABC" + phone,
            "status=handed_over&phone=" + phone,
            "since=" + day + "&until=" + day + "&phone=" + phone)) {
      JsonNode found = get("/api/chat/conversations?" + filter);
      assertThat(found.get("items")).as(filter).hasSize(1);
      assertThat(found.at("/items/0/phone").asText()).isEqualTo(phone);
      assertThat(found.at("/items/0/status").asText()).isEqualTo("HANDED_OVER");
      assertThat(found.at("/items/0/lastLine/text").asText()).isNotEmpty();
    }
    for (String filter :
        List.of("status=active", "status=OPTED_OUT", "seller=0", "until=2020-01-01", "name=Xyz")) {
      assertThat(get("/api/chat/conversations?" + filter + "&phone=" + phone).get("items"))
          .as(filter)
          .isEmpty();
    }
    for (String bad : List.of("status=asleep", "since=yesterday", "phone=x", "limit=0")) {
      assertThat(
              http.exchange(
                      "/api/chat/conversations?" + bad,
                      HttpMethod.GET,
                      new HttpEntity<>(bearer()),
                      JsonNode.class)
                  .getStatusCode())
          .as(bad)
          .isEqualTo(HttpStatus.BAD_REQUEST);
    }
  }

  @Test
  void pagesOfConversationsDoNotOverlap() {
    process("oi");
    jdbc.sql(
            """
            insert into conversation (key, channel, phone, started_at, last_message_at)
            values (?, 'whatsapp', ?, now(), now())
            """)
        .params("whatsapp:x" + phone, phone + "1")
        .update();
    JsonNode first = get("/api/chat/conversations?limit=1");
    JsonNode second = get("/api/chat/conversations?limit=1&before=" + first.get("next").asText());
    assertThat(second.at("/items/0/phone").asText())
        .isNotEqualTo(first.at("/items/0/phone").asText());
    assertThat(second.at("/items/0/lastMessageAt").asText())
        .isLessThanOrEqualTo(first.at("/items/0/lastMessageAt").asText());
  }

  @Test
  void aResetConversationHasNoDialogueNoFactsAndNoPause() {
    process("quero fazer um orçamento");
    process("Ana Souza");
    http.exchange(
        "/api/contacts/" + phone + "/hand-over",
        HttpMethod.PUT,
        new HttpEntity<>(bearer()),
        JsonNode.class);
    JsonNode done =
        java.util.Objects.requireNonNull(
            http.exchange(
                    "/reset/conversations?phone=" + phone,
                    HttpMethod.DELETE,
                    new HttpEntity<>(bearer()),
                    JsonNode.class)
                .getBody());
    assertThat(done.get("retomadas").asInt()).isEqualTo(1);
    assertThat(done.get("fatos").asInt()).isEqualTo(1);
    JsonNode shown = get("/api/chat/conversation/" + phone);
    assertThat(shown.get("facts")).isEmpty();
    assertThat(shown.has("awaiting")).isFalse();
    assertThat(shown.get("bot").asBoolean()).isTrue();
    assertThat(shown.get("messages")).isNotEmpty();
    assertThat(get("/conversations/active?limit=500").get("conversas").findValuesAsText("telefone"))
        .doesNotContain(phone);
    process("oi");
    assertThat(get("/conversations/active?limit=500").get("conversas").findValuesAsText("telefone"))
        .contains(phone);
  }

  @Test
  void aCorrectionTakesEffectAtOnce() {
    String phrase = "flobs glinks zumba";
    assertThat(process(phrase).get("intent").asText()).isEqualTo("desconhecido");
    ResponseEntity<JsonNode> learnt =
        post("/api/chat/feedback", Map.of("message", phrase, "intent", "pedido"));
    assertThat(learnt.getStatusCode()).isEqualTo(HttpStatus.CREATED);
    assertThat(process(phrase).get("intent").asText()).isEqualTo("pedido");
  }

  @Test
  void aMessageIsCorrectedByItsId() {
    String id = process("trocinho verde").get("id").asText();
    ResponseEntity<JsonNode> learnt =
        post("/api/chat/feedback", Map.of("messageId", id, "intent", "reclamacao"));
    assertThat(String.valueOf(learnt.getBody())).contains("trocinho verde");
  }

  @Test
  void theErrorNamesMissingAndUnknownValues() {
    assertThat(problem("/api/chat/process", Map.of("phone", phone))).contains("message");
    assertThat(problem("/api/chat/process", Map.of("phone", "12", "message", "oi")))
        .contains("phone");
    assertThat(problem("/api/chat/process", Map.of("phone", phone, "message", "\u200e")))
        .contains("'message' is missing");
    assertThat(problem("/api/chat/feedback", Map.of("message", "oi", "intent", "xyz")))
        .contains("no such intent", "saudacao");
    assertThat(http.postForEntity("/api/chat/process", Map.of(), JsonNode.class).getStatusCode())
        .isEqualTo(HttpStatus.UNAUTHORIZED);
  }

  private String problem(String path, Map<String, String> body) {
    ResponseEntity<JsonNode> answer = post(path, body);
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    JsonNode problem = answer.getBody();
    return problem == null ? "" : problem.get("detail").asText();
  }

  private JsonNode process(String message) {
    ResponseEntity<JsonNode> answer =
        post("/api/chat/process", Map.of("phone", phone, "message", message));
    assertThat(answer.getStatusCode()).as(String.valueOf(answer)).isEqualTo(HttpStatus.OK);
    return java.util.Objects.requireNonNull(answer.getBody());
  }

  private ResponseEntity<JsonNode> post(String path, Map<String, String> body) {
    return http.exchange(path, HttpMethod.POST, new HttpEntity<>(body, bearer()), JsonNode.class);
  }

  private JsonNode get(String path) {
    return java.util.Objects.requireNonNull(
        http.exchange(path, HttpMethod.GET, new HttpEntity<>(bearer()), JsonNode.class).getBody());
  }

  private HttpHeaders bearer() {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    return headers;
  }
}
