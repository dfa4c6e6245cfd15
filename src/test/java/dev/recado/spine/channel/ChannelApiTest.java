package dev.recado.spine.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.SharedHub;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;

/** Channels through the API. */
class ChannelApiTest extends SharedHub {

  private static final String KEY = "a-key-that-nobody-may-read";

  @Autowired Channels channels;
  private final String id = "canal-" + UUID.randomUUID().toString().substring(0, 8);
  private String token = "";

  @BeforeEach
  void signIn() {
    token =
        http.postForObject(
                "/auth/login", Map.of("username", "admin", "password", PASSWORD), JsonNode.class)
            .get("access_token")
            .asText();
  }

  @AfterEach
  void deleteIt() {
    call(HttpMethod.DELETE, "/" + id + "?to=waha", null);
  }

  private ResponseEntity<JsonNode> call(HttpMethod method, String path, @Nullable Object body) {
    HttpHeaders headers = new HttpHeaders();
    headers.setBearerAuth(token);
    return http.exchange(
        "/api/channels" + path, method, new HttpEntity<>(body, headers), JsonNode.class);
  }

  private JsonNode body(HttpMethod method, String path, @Nullable Object sent) {
    return body(call(method, path, sent));
  }

  private static JsonNode body(ResponseEntity<JsonNode> answer) {
    return Objects.requireNonNull(answer.getBody());
  }

  private Map<String, Object> draft() {
    Map<String, Object> draft = new LinkedHashMap<>();
    draft.put("id", id);
    draft.put("provider", "waha");
    draft.put("label", "Vendas");
    draft.put("number", "(11) 98888-7777");
    draft.put("settings", Map.of("url", "http://127.0.0.1:9", "session", id));
    draft.put("credentials", Map.of("apiKey", KEY, "hmacKey", KEY + "-2"));
    // The other tests of this hub have another preferred channel.
    draft.put("active", false);
    return draft;
  }

  private JsonNode made() {
    ResponseEntity<JsonNode> answer = call(HttpMethod.POST, "", draft());
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CREATED);
    return body(answer);
  }

  @Test
  void theChannelOfTheSettingsIsThereAndCannotBeChanged() {
    JsonNode waha = body(HttpMethod.GET, "/waha", null);
    assertThat(waha.get("source").asText()).isEqualTo("settings");
    assertThat(waha.get("simulated").asBoolean()).isTrue();
    ResponseEntity<JsonNode> changed = call(HttpMethod.PUT, "/waha", Map.of("label", "x"));
    assertThat(changed.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
    assertThat(body(changed).get("detail").asText()).contains("variáveis de ambiente");
    assertThat(call(HttpMethod.DELETE, "/waha", null).getStatusCode())
        .isEqualTo(HttpStatus.CONFLICT);
  }

  @Test
  void credentialsAreStoredEncryptedAndNeverShown() {
    JsonNode made = made();
    assertThat(made.get("credentials"))
        .extracting(JsonNode::asText)
        .containsExactly("apiKey", "hmacKey");
    assertThat(made.get("number").asText()).isEqualTo("5511988887777");
    assertThat(made.toString()).doesNotContain(KEY);
    assertThat(body(HttpMethod.GET, "", null).toString()).doesNotContain(KEY);
    byte[] stored =
        jdbc.sql("select secrets from whatsapp_channel where id = ?")
            .param(id)
            .query(byte[].class)
            .single();
    assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain(KEY);
    assertThat(channels.named(id).orElseThrow().secret("apiKey")).contains(KEY);
  }

  @Test
  void ofTwoThatMakeAChannelForOneNumberAtOnceOneDoes() throws Exception {
    List<String> ids = IntStream.range(0, 6).mapToObj(n -> id + "-" + n).toList();
    ExecutorService callers = Executors.newFixedThreadPool(ids.size());
    try {
      List<Callable<HttpStatusCode>> calls = new ArrayList<>();
      for (String each : ids) {
        Map<String, Object> draft = draft();
        draft.put("id", each);
        calls.add(() -> call(HttpMethod.POST, "", draft).getStatusCode());
      }
      List<HttpStatusCode> answers = new ArrayList<>();
      for (Future<HttpStatusCode> answer : callers.invokeAll(calls)) {
        answers.add(answer.get());
      }
      assertThat(answers).containsOnlyOnce(HttpStatus.CREATED).contains(HttpStatus.CONFLICT);
    } finally {
      callers.shutdownNow();
      ids.forEach(each -> call(HttpMethod.DELETE, "/" + each, null));
    }
  }

  @Test
  void aFallbackTemplateHasTheFormOfItsProvider() {
    Map<String, Object> draft = draft();
    draft.put("provider", "twilio");
    draft.put("settings", Map.of());
    draft.put("credentials", Map.of());
    draft.put("fallbackTemplate", "retomar_conversa");
    ResponseEntity<JsonNode> refused = call(HttpMethod.POST, "", draft);
    assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(body(refused).get("detail").asText()).contains("'fallbackTemplate'", "HX");
    draft.put("fallbackTemplate", "HX0123456789abcdef0123456789abcdef");
    assertThat(call(HttpMethod.POST, "", draft).getStatusCode()).isEqualTo(HttpStatus.CREATED);
  }

  @Test
  void aMisspelledFieldAndAMissingFlowAreNamed() {
    made();
    assertThat(refusal(Map.of("secrets", Map.of("apiKey", "x"))))
        .contains("'secrets'", "credentials");
    assertThat(refusal(Map.of("pace", Map.of("every", 5)))).contains("'every'", "everyMillis");
    assertThat(refusal(Map.of("flow", "nenhum"))).contains("direct:nenhum");
    // It would get another body than it expects.
    assertThat(refusal(Map.of("flow", "conversation.turn"))).contains("direct:conversation.turn");
    JsonNode changed = body(HttpMethod.PUT, "/" + id, Map.of("flow", "answer"));
    assertThat(changed.get("flow").asText()).isEqualTo("answer");
    assertThat(body(HttpMethod.PUT, "/" + id, Map.of("flow", "")).has("flow")).isFalse();
  }

  private String refusal(Map<String, Object> change) {
    ResponseEntity<JsonNode> answer = call(HttpMethod.PUT, "/" + id, change);
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    return body(answer).get("detail").asText();
  }

  @Test
  void aChangeLeavesTheRestAsItIs() {
    made();
    Map<String, Object> credentials = new LinkedHashMap<>();
    credentials.put("apiKey", "");
    credentials.put("hmacKeyPrevious", "old");
    JsonNode changed =
        body(
            HttpMethod.PUT,
            "/" + id,
            Map.of(
                "label",
                "Vendas 2",
                "credentials",
                credentials,
                "pace",
                Map.of("everyMillis", 2000, "burst", 3)));
    assertThat(changed.get("label").asText()).isEqualTo("Vendas 2");
    assertThat(changed.get("credentials"))
        .extracting(JsonNode::asText)
        .containsExactly("hmacKey", "hmacKeyPrevious");
    assertThat(changed.at("/settings/session").asText()).isEqualTo(id);
    assertThat(changed.at("/pace/everyMillis").asInt()).isEqualTo(2000);
  }

  @Test
  void whatIsWrongIsNamed() {
    refused(Map.of("id", "Não Vale", "provider", "waha"), "'id'");
    refused(Map.of("id", "http", "provider", "waha"), "'id'");
    refused(Map.of("id", id, "provider", "telegram"), "'provider'");
    refused(Map.of("id", id, "provider", "waha"), "url, session, hmacKey");
    refused(with("number", "123"), "'number'");
    refused(with("settings", Map.of("url", "ftp://x")), "'url'");
    refused(with("credentials", Map.of("acessToken", KEY)), "'acessToken'");
    refused(with("quietHours", "às vezes"), "'quietHours'");
    refused(with("pace", Map.of("everyMillis", 0)), "'pace'");
    refused(with("label", " "), "'label'");
  }

  private Map<String, Object> with(String field, Object value) {
    Map<String, Object> draft = draft();
    draft.put(field, value);
    return draft;
  }

  private void refused(Map<String, Object> draft, String named) {
    ResponseEntity<JsonNode> answer = call(HttpMethod.POST, "", draft);
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(body(answer).get("detail").asText()).contains(named).doesNotContain(KEY);
  }

  @Test
  void oneNumberHasOneChannel() {
    made();
    Map<String, Object> twin = with("id", id + "-b");
    ResponseEntity<JsonNode> answer = call(HttpMethod.POST, "", twin);
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
    assertThat(body(answer).get("detail").asText()).contains("'" + id + "'");
  }

  @Test
  void anInactiveChannelSaysSoInItsTest() {
    Map<String, Object> off = draft();
    off.put("active", false);
    assertThat(call(HttpMethod.POST, "", off).getStatusCode()).isEqualTo(HttpStatus.CREATED);
    assertThat(body(HttpMethod.POST, "/" + id + "/test", null).get("message").asText())
        .endsWith("inativo: nada sai por ele.");
  }

  @Test
  void theSameIdTwiceIsAConflict() {
    made();
    assertThat(call(HttpMethod.POST, "", draft()).getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
  }

  @Test
  void aChannelWithWaitingMessagesIsDeletedOnlyIfAnotherOneSendsThem() {
    made();
    UUID message = UUID.randomUUID();
    jdbc.sql(
            """
            insert into outbox (id, kind, connector, conversation, address, payload, state,
                                scheduled_for, due_at, created_at)
            values (?, 'whatsapp-text', ?, 'whatsapp:channel-api-test', '5511987650001',
                    '{"text": "Olá"}', 'QUEUED', now(), now(), now())
            """)
        .params(message, id)
        .update();
    ResponseEntity<JsonNode> refused = call(HttpMethod.DELETE, "/" + id, null);
    assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
    assertThat(body(refused).get("detail").asText()).contains("Uma mensagem espera");

    JsonNode deleted = body(HttpMethod.DELETE, "/" + id + "?to=waha", null);
    assertThat(deleted.get("moved").asInt()).isEqualTo(1);
    assertThat(call(HttpMethod.GET, "/" + id, null).getStatusCode())
        .isEqualTo(HttpStatus.NOT_FOUND);
    await()
        .until(
            () ->
                jdbc.sql("select state from outbox where id = ?")
                    .param(message)
                    .query(String.class)
                    .single()
                    .matches("SENT|DELIVERED|READ"));
  }

  @Test
  void theTestSaysInPlainWordsWhatIsWrong() {
    made();
    JsonNode checkup = body(HttpMethod.POST, "/" + id + "/test", null);
    assertThat(checkup.get("ok").asBoolean()).isFalse();
    assertThat(checkup.get("message").asText()).contains("não responde");
    assertThat(body(HttpMethod.POST, "/waha/test", null).get("ok").asBoolean()).isTrue();
  }

  @Test
  void withAnotherKeyAChannelHoldsItsMessagesAndItsWebhooksComeAgain()
      throws IOException, InterruptedException {
    Map<String, Object> credentials = Map.of("token", KEY, "webhookToken", KEY + "-of-the-webhook");
    Map<String, Object> draft = draft();
    draft.put("provider", "wppconnect");
    draft.put("credentials", credentials);
    draft.put("active", true);
    assertThat(call(HttpMethod.POST, "", draft).getStatusCode()).isEqualTo(HttpStatus.CREATED);
    jdbc.sql(
            "update whatsapp_channel set secrets = ?, version = nextval('channel_version') where id = ?")
        .params(new byte[60], id)
        .update();

    assertThat(body(HttpMethod.GET, "", null).toString()).contains("outra RECADO_SECRET_KEY");
    Channel locked = channels.named(id).orElseThrow();
    assertThat(channels.link(locked).room(5)).isZero();
    assertThat(body(HttpMethod.POST, "/" + id + "/test", null).get("message").asText())
        .contains("PUT /api/channels/" + id);
    HttpResponse<String> webhook = posted("/webhooks/wppconnect/" + KEY + "-of-the-webhook");
    assertThat(webhook.statusCode()).isEqualTo(503);
    assertThat(webhook.headers().firstValue("Retry-After")).isPresent();

    // What cannot be read is not overwritten by the way.
    assertThat(call(HttpMethod.PUT, "/" + id, Map.of("active", false)).getStatusCode())
        .isEqualTo(HttpStatus.CONFLICT);
    assertThat(
            call(HttpMethod.PUT, "/" + id, Map.of("active", false, "credentials", credentials))
                .getStatusCode())
        .isEqualTo(HttpStatus.OK);
    assertThat(channels.locked(channels.named(id).orElseThrow())).isFalse();
  }

  /** Java's own client: the other one waits as long as Retry-After says, and tries again. */
  private HttpResponse<String> posted(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(http.getRootUri() + path))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void nobodySeesChannelsWithoutAToken() {
    assertThat(http.getForEntity("/api/channels", String.class).getStatusCode())
        .isEqualTo(HttpStatus.UNAUTHORIZED);
  }
}
