package dev.recado.api.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.recado.SharedHub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The API as callers see it, on a real PostgreSQL and a real Kafka. */
class HubApiTest extends SharedHub {

  private static final String INVOICE =
      """
      {"_action": "Send Webhook Notification(#380)", "_id": %1$d, "_model": "account.move",
       "access_url": "/my/invoices/%1$d", "amount_residual": 100.0, "amount_total": 100.0,
       "id": %1$d, "invoice_date_due": "2026-12-05", "name": "INV/2026/%1$05d", "partner_id": 7,
       "payment_state": "not_paid"}
      """;

  private String token = "";

  @BeforeEach
  void signIn() {
    jdbc.sql(
            """
            insert into client (odoo_partner_id, name, phone) values (7, 'João', '5511987654321')
                on conflict do nothing
            """)
        .update();
    token = login("the password of this test").body().get("access_token").asText();
  }

  private Answer login(String password) {
    return Answer.of(
        http.postForEntity(
            "/auth/login", Map.of("username", "admin", "password", password), JsonNode.class));
  }

  @Test
  void aWebhookCanBeFollowedFromItsAcceptanceToItsReplay() {
    UUID event = invoice(41);
    JsonNode shown = settled(event);

    assertThat(shown.at("/event/state").asText()).isEqualTo("DONE");
    assertThat(shown.get("journey").findValuesAsText("step"))
        .startsWith("accepted")
        .contains("flow", "effect", "attempt", "sent");
    assertThat(shown.toString()).doesNotContain("5511987654321");
    assertThat(get("/api/events/" + event + "?raw=true").body().get("raw").asText())
        .contains("INV/2026/00041");

    assertThat(post("/api/events/" + event + "/replay").status()).isEqualTo(HttpStatus.ACCEPTED);
    JsonNode again = settled(event);
    assertThat(again.get("journey").findValuesAsText("step")).contains("replayed", "done");
    assertThat(again.get("messages")).hasSize(1);
  }

  @Test
  void aMessageIsFoundByThePhoneAndShownInClear() {
    settled(invoice(42));
    JsonNode found = get("/api/messages?conversation=(11) 98765-4321&limit=1").body();
    assertThat(found.at("/items/0/conversation").asText()).contains("*");

    JsonNode message = get("/api/messages/" + found.at("/items/0/id").asText()).body();
    assertThat(message.get("address").asText()).isEqualTo("5511987654321");
    assertThat(message.get("tries")).isNotEmpty();
  }

  @Test
  void pagesFollowOneAnotherWithoutGapsOrRepeats() {
    settled(invoice(43));
    settled(invoice(44));
    JsonNode first = get("/api/events?limit=1").body();
    JsonNode second = get("/api/events?limit=1&before=" + first.get("next").asText()).body();

    assertThat(first.at("/items/0/receivedAt").asText())
        .isGreaterThan(second.at("/items/0/receivedAt").asText());
  }

  @Test
  void aDeadEventIsListedAndReplayed() {
    UUID event = invoice(45);
    settled(event);
    jdbc.sql("update event set state = 'DEAD', reason = 'of this test' where id = ?")
        .param(event)
        .update();
    assertThat(get("/api/dead-letters?kind=event&reason=OF THIS").body().at("/items/0/id").asText())
        .isEqualTo(event.toString());

    assertThat(post("/api/dead-letters/" + event + "/replay").status())
        .isEqualTo(HttpStatus.ACCEPTED);
    settled(event);
    assertThat(post("/api/dead-letters/" + event + "/replay").status())
        .isEqualTo(HttpStatus.CONFLICT);
  }

  @Test
  void anUnknownMessageIsListedAndIsSentAgainOnlyOnRequest() {
    UUID event = invoice(46);
    String message = settled(event).at("/messages/0/id").asText();
    delivered(message);
    jdbc.sql("update outbox set state = 'UNKNOWN', reason = 'cut off 46' where id = ?::uuid")
        .param(message)
        .update();
    assertThat(get("/api/dead-letters?connector=waha&reason=CUT").body().at("/items/0/id").asText())
        .isEqualTo(message);
    String filter = "{\"reason\": \"cut off 46\"%s}";
    String path = "/api/dead-letters/replay";

    assertThat(call(HttpMethod.POST, path, filter.formatted("")).body().get("replayed").asInt())
        .isZero();
    assertThat(
            call(HttpMethod.POST, path, filter.formatted(", \"includeUnknown\": true"))
                .body()
                .get("replayed")
                .asInt())
        .isEqualTo(1);
    settled(event);
  }

  @Test
  void anOptOutHoldsForBothFormsOfANumber() {
    call(HttpMethod.PUT, "/api/contacts/5521976540001/opt-out", "{\"reason\": \"SAIR\"}");
    JsonNode other = get("/api/contacts/552176540001/opt-out").body();
    assertThat(other.get("optedOut").asBoolean()).isTrue();
    assertThat(other.get("reason").asText()).isEqualTo("SAIR");

    call(HttpMethod.DELETE, "/api/contacts/552176540001/opt-out", null);
    assertThat(get("/api/contacts/5521976540001/opt-out").body().get("optedOut").asBoolean())
        .isFalse();
  }

  @Test
  void healthAndVersionAreOpenAndTheRestIsNot() {
    token = "";
    assertThat(get("/health").body().get("status").asText()).isEqualTo("UP");
    assertThat(get("/version").body().get("name").asText()).isEqualTo("recado");
    assertThat(get("/actuator/health/liveness").status()).isEqualTo(HttpStatus.OK);
    for (String path :
        new String[] {
          "/api/events", "/actuator/prometheus", "/v3/api-docs", "/nothing", "/error"
        }) {
      assertProblem(get(path), HttpStatus.UNAUTHORIZED);
    }
  }

  @Test
  void withoutKommoItsEndpointsNameTheMissingSetting() {
    for (String path :
        new String[] {"/test-kommo-connectivity", "/test-kommo-lead/1", "/api/kommo/authorize"}) {
      Answer answer = get(path);
      assertProblem(answer, HttpStatus.SERVICE_UNAVAILABLE);
      assertThat(answer.body().get("detail").asText()).contains("KOMMO_CLIENT_ID");
    }
    assertProblem(post("/create-test-note/1"), HttpStatus.SERVICE_UNAVAILABLE);
    // Kommo redirects browsers there, and they have no token.
    token = "";
    assertProblem(get("/oauth/kommo?code=c"), HttpStatus.BAD_REQUEST);
    assertProblem(get("/oauth/kommo?code=c&state=s&referer=x.kommo.com"), HttpStatus.BAD_REQUEST);
    assertProblem(get("/oauth/kommo?error=access_denied"), HttpStatus.BAD_REQUEST);
    assertProblem(get("/test-kommo-connectivity"), HttpStatus.UNAUTHORIZED);
  }

  @Test
  void unknownIdsAndPathsAreProblems() {
    assertProblem(get("/api/events/" + UUID.randomUUID()), HttpStatus.NOT_FOUND);
    assertProblem(get("/api/messages/" + UUID.randomUUID()), HttpStatus.NOT_FOUND);
    assertProblem(post("/api/dead-letters/" + UUID.randomUUID() + "/replay"), HttpStatus.NOT_FOUND);
    assertProblem(get("/nothing"), HttpStatus.NOT_FOUND);
    assertProblem(get("/api/events;a=1"), HttpStatus.BAD_REQUEST);
  }

  @Test
  void aWrongParameterIsNamed() {
    for (String query :
        new String[] {"limit=x", "limit=501", "state=DOEN", "since=x", "before=x"}) {
      Answer answer = get("/api/events?" + query);
      assertProblem(answer, HttpStatus.BAD_REQUEST);
      assertThat(answer.body().get("detail").asText())
          .contains("'" + query.substring(0, query.indexOf('=')) + "'");
    }
  }

  @Test
  void aWrongPasswordAndARefreshTokenOpenNothing() {
    assertProblem(login("wrong"), HttpStatus.UNAUTHORIZED);
    token = login("the password of this test").body().get("refresh_token").asText();
    assertProblem(get("/api/events"), HttpStatus.UNAUTHORIZED);
    Answer refreshed =
        Answer.of(
            http.postForEntity("/auth/refresh", Map.of("refresh_token", token), JsonNode.class));
    token = refreshed.body().get("access_token").asText();
    assertThat(get("/api/events").status()).isEqualTo(HttpStatus.OK);
  }

  @Test
  void everyRequestIsMeasuredUnderItsPathTemplateWithoutTokenPhoneOrId() {
    http.postForEntity("/webhooks/odoo/dev", Map.of("_model", "res.users"), String.class);
    http.postForEntity("/webhooks/odoo/not-the-token", Map.of(), String.class);
    http.postForEntity("/webhooks/of-5511987654321", Map.of(), String.class);
    get("/api/chat/conversation/5511987654321");
    get("/nothing/5511987654321");
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(requests())
                    .contains("method=\"POST\",outcome=\"SUCCESS\",status=\"202\"")
                    .contains("status=\"401\",uri=\"/webhooks/odoo/{token}\"")
                    .contains("uri=\"/api/chat/conversation/{phone}\"")
                    .contains("status=\"404\"")
                    .doesNotContain("5511987654321", "not-the-token", "odoo/dev"));
    assertThat(metrics()).contains("http_server_requests_seconds_bucket", "le=\"0.25\"");
  }

  private String requests() {
    return metrics()
        .lines()
        .filter(line -> line.startsWith("http_server_requests_seconds_count"))
        .collect(java.util.stream.Collectors.joining("\n"));
  }

  @Test
  void everyPartOfTheHealthIsExplained() throws java.io.IOException {
    String guide = java.nio.file.Files.readString(java.nio.file.Path.of("docs/operations.md"));
    get("/actuator/health")
        .body()
        .get("components")
        .fieldNames()
        .forEachRemaining(part -> assertThat(guide).contains("`" + part + "`"));
  }

  private String metrics() {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    return String.valueOf(
        http.exchange(
                "/actuator/prometheus", HttpMethod.GET, new HttpEntity<>(headers), String.class)
            .getBody());
  }

  @Test
  void theBacklogIsMeasured() {
    assertThat(metrics())
        .contains("recado_oldest_unprocessed_seconds ", "recado_oldest_unsent_seconds ")
        .contains("recado_dead_letters ", "recado_queue{state=\"QUEUED\"}");
  }

  @Test
  void aFormLargerThanTheContainersLimitIsStoredCompletely() {
    StringBuilder form = new StringBuilder("leads[update][0][id]=9001");
    for (int i = 0; i < 6_000; i++) {
      form.append("&leads[update][0][custom_fields][").append(i).append("][name]=").append(i);
    }
    assertThat(form.length()).isGreaterThan(250_000);
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_FORM_URLENCODED);
    Answer answer =
        Answer.of(
            http.postForEntity(
                "/webhooks/kommo?token=dev",
                new HttpEntity<>(form.toString().getBytes(UTF_8), headers),
                JsonNode.class));
    assertThat(answer.status()).isEqualTo(HttpStatus.ACCEPTED);
    String event = answer.body().get("id").asText();
    JsonNode kept =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> get("/api/events/" + event + "?raw=true").body(),
                shown -> shown.at("/event/state").asText().equals("DONE"));
    assertThat(kept.get("raw").asText()).isEqualTo(form.toString());
  }

  @Test
  void theSendersOfWebhooksAreListedForCallersWithATokenAndNothingIsSent() {
    settled(invoice(47));
    for (String path : new String[] {"/webhooks/test", "/api/webhooks"}) {
      JsonNode listed = get(path).body();
      assertThat(listed.get("webhooks").findValuesAsText("path"))
          .contains("/webhooks/kommo/{token}", "/webhooks/rdstation/{token}", "/webhooks/waha");
      JsonNode odoo = sender(listed, "odoo");
      assertThat(odoo.get("events_24h").asInt()).isPositive();
      assertThat(odoo.get("last_event_at").asText()).isNotEmpty();
    }
    token = "";
    assertProblem(get("/webhooks/test"), HttpStatus.UNAUTHORIZED);
    assertThat(post("/webhooks/kommo/wrong").status()).isEqualTo(HttpStatus.UNAUTHORIZED);
  }

  @Test
  void aWaitingMessageIsReleasedOrCancelledAndTheJourneyNamesThePerson() {
    UUID event = invoice(49);
    String id = settled(event).at("/messages/0/id").asText();
    String path = "/api/messages/" + id;
    assertProblem(post(path + "/release"), HttpStatus.CONFLICT);
    assertProblem(post(path + "/cancel"), HttpStatus.CONFLICT);
    delivered(id);
    jdbc.sql(
            "update outbox set state = 'HELD', due_at = now() + interval '1 day', later = true,"
                + " provider_id = null where id = ?::uuid")
        .param(id)
        .update();
    Answer released =
        call(HttpMethod.POST, path + "/release", "{\"reason\": \"O cliente pediu hoje\"}");
    assertThat(released.status()).isEqualTo(HttpStatus.OK);
    delivered(id);
    JsonNode shown = settled(event);
    assertThat(shown.toString()).contains("released", "by admin: O cliente pediu hoje");
    assertThat(get(path).body().at("/decisions/0/what").asText()).isEqualTo("RELEASED");
    jdbc.sql(
            "update outbox set state = 'HELD', due_at = now() + interval '1 day', later = true"
                + " where id = ?::uuid")
        .param(id)
        .update();
    assertThat(post(path + "/cancel").body().get("state").asText()).isEqualTo("CANCELLED");
    assertProblem(post("/api/messages/" + UUID.randomUUID() + "/cancel"), HttpStatus.NOT_FOUND);
    assertProblem(post("/api/messages/x/release"), HttpStatus.BAD_REQUEST);
  }

  /** Waits for the receipt, because a later one would change the state that the test sets. */
  private void delivered(String message) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> get("/api/messages/" + message).body().at("/message/state").asText(),
            state -> state.matches("DELIVERED|READ"));
  }

  @Test
  void everyOperationIsDescribedWithASummaryAnExampleAndItsRefusals() {
    JsonNode paths = get("/v3/api-docs").body().get("paths");
    assertThat(paths.size()).isGreaterThan(50);
    List<String> missing = new ArrayList<>();
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            missing(method.getValue()).stream()
                                .map(what -> method.getKey() + " " + path.getKey() + " " + what)
                                .forEach(missing::add)));
    assertThat(missing).isEmpty();
    JsonNode booking = paths.at("/~1agendamento~1request/post/responses");
    assertThat(booking.at("/422/content/application~1problem+json/example/status").asInt())
        .isEqualTo(422);
    assertThat(booking.has("409")).isTrue();
  }

  /** Lists what is missing for an operation in openapi/examples.yaml or in its annotations. */
  private static List<String> missing(JsonNode operation) {
    List<String> missing = new ArrayList<>();
    if (operation.path("summary").asText().isBlank()) {
      missing.add("has no summary");
    }
    operation
        .path("requestBody")
        .path("content")
        .forEach(
            type -> {
              if (!type.has("example")) {
                missing.add("has no request example");
              }
            });
    JsonNode answers = operation.path("responses");
    answers
        .properties()
        .forEach(
            answer ->
                answer
                    .getValue()
                    .path("content")
                    .forEach(
                        type -> {
                          if (!type.has("example")) {
                            missing.add("has no example of " + answer.getKey());
                          }
                        }));
    boolean open = operation.path("security").isArray() && operation.path("security").isEmpty();
    if (!open && !answers.has("401")) {
      missing.add("has no 401");
    }
    if (operation.has("parameters") && !answers.has("400")) {
      missing.add("has no 400");
    }
    if (!answers.has("429") || !answers.has("503")) {
      missing.add("has no 429 or 503");
    }
    return missing;
  }

  @Test
  void aSlashAtTheEndOfAPathChangesNothing() {
    for (String path :
        new String[] {
          "/api/events/?limit=1",
          "/webhooks/test/",
          "/vendedores/",
          "/health/",
          "/stats/",
          "/api/chat/conversations/"
        }) {
      assertThat(get(path).status()).as(path).isEqualTo(HttpStatus.OK);
    }
    assertThat(post("/webhooks/kommo/wrong/").status()).isEqualTo(HttpStatus.UNAUTHORIZED);
    assertThat(call(HttpMethod.POST, "/webhooks/odoo/dev/", INVOICE.formatted(48)).status())
        .isEqualTo(HttpStatus.ACCEPTED);
    token = "";
    assertThat(get("/version/").status()).isEqualTo(HttpStatus.OK);
    assertProblem(get("/api/events/"), HttpStatus.UNAUTHORIZED);
    assertProblem(get("/vendedores/"), HttpStatus.UNAUTHORIZED);
  }

  @Test
  void aMessageFromAnotherGatewayIsTakenAndAnsweredAsItsCallersExpect() {
    String body =
        """
        {"message": "oi, bom dia", "contact": {"name": "Maria Silva", "phone": "(11) 98333-4455"}}
        """;
    for (String path :
        new String[] {
          "/whatsapp-webhook/dev", "/whatsapp-webhook?token=dev", "/whatsapp-webhook/?token=dev"
        }) {
      Answer taken = call(HttpMethod.POST, path, body);
      assertThat(taken.status()).as(path).isEqualTo(HttpStatus.OK);
      assertThat(taken.body()).hasToString("{\"status\":\"success\"}");
    }
    JsonNode shown =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> get("/api/chat/conversation/5511983334455").body(),
                it -> it.path("messages").size() >= 2);
    assertThat(shown.get("name").asText()).isEqualTo("Maria Silva");
    assertThat(shown.at("/messages/0/text").asText()).isEqualTo("oi, bom dia");
    assertProblem(call(HttpMethod.POST, "/whatsapp-webhook", body), HttpStatus.UNAUTHORIZED);
    assertProblem(call(HttpMethod.POST, "/whatsapp-webhook/no", body), HttpStatus.UNAUTHORIZED);
  }

  private static JsonNode sender(JsonNode listed, String source) {
    for (JsonNode sender : listed.get("webhooks")) {
      if (sender.get("source").asText().equals(source)) {
        return sender;
      }
    }
    throw new AssertionError(source + " is not listed");
  }

  private UUID invoice(int number) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    HttpEntity<String> webhook = new HttpEntity<>(INVOICE.formatted(number), headers);
    Answer answer = Answer.of(http.postForEntity("/webhooks/odoo/dev", webhook, JsonNode.class));
    return UUID.fromString(answer.body().get("id").asText());
  }

  /** Waits until the flow of the event and its messages have ended. */
  private JsonNode settled(UUID event) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> get("/api/events/" + event).body(),
            shown ->
                shown.at("/event/state").asText().equals("DONE")
                    && shown.at("/messages/0/state").asText().matches("SENT|DELIVERED|READ"));
  }

  private Answer get(String path) {
    return call(HttpMethod.GET, path, null);
  }

  private Answer post(String path) {
    return call(HttpMethod.POST, path, null);
  }

  private Answer call(
      HttpMethod method, String path, @org.jspecify.annotations.Nullable String body) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    if (!token.isEmpty()) {
      headers.setBearerAuth(token);
    }
    return Answer.of(http.exchange(path, method, new HttpEntity<>(body, headers), JsonNode.class));
  }

  private static void assertProblem(Answer answer, HttpStatus status) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(answer.body().get("status").asInt()).isEqualTo(status.value());
  }

  /** The answer. Without a body it has a missing node. */
  private record Answer(
      HttpStatusCode status, @org.jspecify.annotations.Nullable MediaType type, JsonNode body) {

    static Answer of(ResponseEntity<JsonNode> response) {
      JsonNode body = response.getBody();
      return new Answer(
          response.getStatusCode(),
          response.getHeaders().getContentType(),
          body == null ? MissingNode.getInstance() : body);
    }
  }
}
