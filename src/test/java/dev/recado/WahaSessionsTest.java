package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.Invoices.Invoice;
import dev.recado.Operator.Answer;
import dev.recado.StubProvider.Webhook;
import dev.recado.StubProvider.What;
import dev.recado.StubWaha.Engine;
import dev.recado.StubWaha.Sent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two numbers on two WAHAs: one is lost and comes back, and the other one notices nothing. */
@Tag("hub")
@TestMethodOrder(MethodOrderer.MethodName.class)
class WahaSessionsTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StubWaha WAHA = new StubWaha(Engine.NOWEB, "loja");
  private static final StubWaha OTHER = new StubWaha(Engine.WEBJS, "vendas");
  private static final HubProcess HUB =
      HubProcess.named("waha-sessions")
          .onSharedServers()
          .waha(WAHA)
          .env("WAHA_SESSION", "loja")
          .env("WAHA_WEBHOOK_URL", "https://hub.example.com/webhooks/waha")
          .env("RECADO_DEBOUNCE", "100ms")
          .property("recado.waha.look-every", "1s")
          .property("recado.waha.history.after", "1s")
          .property("recado.waha.history.silence", "0s");

  private static final Operator OPERATOR = new Operator(HUB);

  @BeforeAll
  static void start() throws IOException {
    HUB.start();
    HUB.plantClients(1, 50);
    ObjectNode channel = JSON.createObjectNode();
    channel.put("id", "vendas").put("provider", "waha").put("label", "Vendas");
    channel.set("credentials", JSON.valueToTree(OTHER.credentials()));
    channel.putObject("settings").put("seen", "true");
    assertThat(OPERATOR.post("/api/channels", channel.toString()).status()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    HUB.close();
    WAHA.close();
    OTHER.close();
  }

  @AfterEach
  void mend() {
    WAHA.away(false);
    is("WORKING");
  }

  /** The state of the session, which the hub learns by itself. */
  private static void is(String status) {
    WAHA.session("loja", status);
    await().atMost(LIMIT).until(() -> status.equals(known()));
  }

  private static String known() {
    return HUB.database()
        .sql("select status from waha_session where channel = 'waha' and session = 'loja'")
        .query(String.class)
        .optional()
        .orElse("");
  }

  private static int post(Webhook webhook) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(HUB.url() + webhook.path()))
            .header("Content-Type", webhook.contentType())
            .POST(BodyPublishers.ofByteArray(webhook.body()));
    webhook.headers().forEach(request::header);
    try {
      return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void writes(StubWaha waha, String phone, String id, String text) {
    Webhook webhook = Objects.requireNonNull(waha.webhook(What.TEXT, phone, id, text, null));
    assertThat(post(webhook)).isEqualTo(202);
  }

  private static List<Invoice> invoices(int customer, int count) {
    List<Invoice> invoices =
        IntStream.range(0, count).mapToObj(n -> Invoices.next(customer)).toList();
    for (Invoice invoice : invoices) {
      assertThat(new Invoices(HUB).send(invoice, LIMIT)).isTrue();
      await().atMost(LIMIT).until(() -> attempts(List.of(invoice)) >= 0);
    }
    return invoices;
  }

  /** The sum of their attempts; -1 while one is not in the outbox. */
  private static long attempts(List<Invoice> invoices) {
    return invoices.stream()
        .mapToLong(
            invoice ->
                HUB.database()
                    .sql("select attempts from outbox where payload like ?")
                    .param("%" + invoice.number() + "%")
                    .query(Long.class)
                    .optional()
                    .orElse(-1L))
        .reduce(0, (sum, one) -> sum < 0 || one < 0 ? -1 : sum + one);
  }

  private static List<String> arrived(List<Invoice> invoices) {
    List<String> numbers = invoices.stream().map(Invoice::number).toList();
    return WAHA.delivered().stream().map(Sent::invoice).filter(numbers::contains).toList();
  }

  private static void arriveInOrder(List<Invoice> invoices) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(arrived(invoices))
                    .containsExactlyElementsOf(invoices.stream().map(Invoice::number).toList()));
  }

  @Test
  void aLostSessionHoldsItsMessagesAndNobodyElses() {
    is("FAILED");
    List<Invoice> waiting = invoices(1, 5);
    Answer list = OPERATOR.get("/api/messages?connector=waha&state=QUEUED");
    assertThat(list.body().findValuesAsText("waitingFor"))
        .isNotEmpty()
        .allSatisfy(why -> assertThat(why).startsWith("WAHA_SESSION: a sessão 'loja' está FAILED"));
    assertThat(OPERATOR.get("/api/channels/waha").body().get("trouble").asText())
        .startsWith("WAHA_SESSION");
    int before = OTHER.got().size();
    writes(OTHER, "5521976540077", "3EB0OTHER0001", "oi");
    await().atMost(LIMIT).until(() -> OTHER.got().size() > before);
    assertThat(OTHER.seen().toString()).contains("false_5521976540077@c.us_3EB0OTHER0001");
    assertThat(WAHA.seen()).isEmpty();
    assertThat(attempts(waiting)).isZero();
    assertThat(arrived(waiting)).isEmpty();

    WAHA.session("loja", "WORKING");
    assertThat(post(WAHA.status("WORKING", Instant.now()))).isEqualTo(202);
    arriveInOrder(waiting);
    await().atMost(LIMIT).until(() -> attempts(waiting) == 5);
  }

  @Test
  void aRefusedMessageTeachesTheHubThatTheSessionIsDown() {
    // The hub looks every second, and does not know it yet.
    WAHA.session("loja", "SCAN_QR_CODE");
    List<Invoice> waiting = invoices(2, 3);
    await().atMost(LIMIT).until(() -> known().equals("SCAN_QR_CODE"));
    assertThat(attempts(waiting)).isLessThanOrEqualTo(1);
    is("WORKING");
    arriveInOrder(waiting);
  }

  @Test
  void aWahaThatIsAwayHoldsMessagesToo() {
    WAHA.away(true);
    await().atMost(LIMIT).until(() -> known().equals("AWAY"));
    JsonNode status = OPERATOR.get("/api/waha/status?channel=waha").body();
    assertThat(status.get("status").asText()).isEqualTo("AWAY");
    assertThat(status.get("trouble").asText()).contains("O WAHA não responde");
    for (String call : List.of("start", "stop", "restart")) {
      Answer refused = OPERATOR.post("/api/waha/" + call + "?channel=waha", null);
      assertThat(refused.status()).isIn(502, 503);
      assertThat(refused.type()).startsWith("application/problem+json");
      assertThat(refused.body().get("detail").asText()).contains("WAHA_URL");
    }
    List<Invoice> waiting = invoices(3, 3);
    assertThat(attempts(waiting)).isZero();
    WAHA.away(false);
    arriveInOrder(waiting);
    await().atMost(LIMIT).until(() -> attempts(waiting) == 3);
  }

  @Test
  void aSessionIsStoppedStartedAndRestarted() {
    Answer working = OPERATOR.get("/api/waha/status");
    assertThat(working.status()).isEqualTo(200);
    assertThat(working.body().toString())
        .contains("\"success\":true", "\"channel\":\"waha\"", "\"session\":\"loja\"")
        .contains("\"status\":\"WORKING\"", "\"number\":\"5511987650000\"");
    assertThat(OPERATOR.post("/api/waha/stop", null).body().get("status").asText())
        .isEqualTo("STOPPED");
    assertThat(OPERATOR.get("/api/waha/status").body().get("trouble").asText())
        .contains("POST /api/waha/start");
    assertThat(OPERATOR.post("/api/waha/start", null).body().get("status").asText())
        .isEqualTo("STARTING");
    is("WORKING");
    assertThat(OPERATOR.post("/api/waha/restart", null).body().get("status").asText())
        .isEqualTo("STARTING");
  }

  @Test
  void anUnknownSessionIsMadeWithTheHubsWebhooks() {
    WAHA.forgetSession("loja");
    await().atMost(LIMIT).until(() -> known().equals("NOT_FOUND"));
    Answer code = OPERATOR.get("/api/waha/qr");
    assertThat(code.status()).isEqualTo(409);
    assertThat(code.body().get("detail").asText()).contains("'loja'", "POST /api/waha/start");

    Answer started = OPERATOR.post("/api/waha/start", null);
    assertThat(started.body().get("status").asText()).isEqualTo("SCAN_QR_CODE");
    JsonNode request = WAHA.created().get(0);
    assertThat(request.at("/config/webhooks/0/url").asText())
        .isEqualTo("https://hub.example.com/webhooks/waha");
    assertThat(request.at("/config/webhooks/0/hmac/key").asText())
        .isEqualTo(HubProcess.WAHA_HMAC_KEY);
    assertThat(HUB.log()).doesNotContain(HubProcess.WAHA_HMAC_KEY);

    Answer image = OPERATOR.get("/api/waha/qr");
    assertThat(image.status()).isEqualTo(200);
    assertThat(image.type()).isEqualTo("image/png");
    Answer json = OPERATOR.get("/api/waha/qr?format=json");
    assertThat(json.body().get("mimetype").asText()).isEqualTo("image/png");
    is("WORKING");
    Answer paired = OPERATOR.get("/api/waha/qr");
    assertThat(paired.status()).isEqualTo(409);
    assertThat(paired.body().get("detail").asText()).contains("já está conectada");
  }

  @Test
  void whoeverHasNoTokenGetsNoQrCode() throws IOException {
    assertThat(HUB.get("/api/waha/qr").statusCode()).isEqualTo(401);
    assertThat(HUB.get("/api/waha/status").statusCode()).isEqualTo(401);
  }

  @Test
  void anUnknownChannelIsNamed() {
    Answer missing = OPERATOR.get("/api/waha/status?channel=nenhum");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.body().get("detail").asText()).contains("'nenhum'");
  }

  private static ObjectNode payload(StubWaha waha, String phone, String id, String text, long at) {
    ObjectNode payload = (ObjectNode) waha.text(phone + "@c.us", id, text).get("payload");
    return payload.put("timestamp", at);
  }

  private static long stored(String like) {
    return HUB.database()
        .sql("select count(*) from chat_message where text like ?")
        .param(like)
        .query(Long.class)
        .single();
  }

  /** The last, because it kills the hub. */
  @Test
  void theMessagesOfAGapAreReadOnce() {
    HUB.killHard();
    long now = Instant.now().getEpochSecond();
    long old = now - Duration.ofDays(2).toSeconds();
    keepAThousand(old);
    String phone = "5521976540088";
    ObjectNode lateToo = payload(WAHA, phone, "3EB0GAPTOO", "lacuna e webhook", now - 5);
    WAHA.keep(phone + "@c.us", lateToo, null);
    ObjectNode image = payload(WAHA, phone, "3EB0GAPIMG", "lacuna comprovante", now - 4);
    ((ObjectNode) image.get("_data")).remove("message");
    image.put("hasMedia", true);
    ObjectNode file = JSON.createObjectNode();
    file.put("url", WAHA.url() + "/api/files/loja/x.jpeg").put("mimetype", "image/jpeg");
    WAHA.keep(phone + "@c.us", image, file);
    ObjectNode own = payload(WAHA, phone, "3EB0GAPOWN", "lacuna do negócio", now - 3);
    own.put("id", "true_" + phone + "@c.us_3EB0GAPOWN").put("fromMe", true);
    WAHA.keep(phone + "@c.us", own, null);
    HUB.database()
        .sql(
            "update waha_session set well_at = now() - interval '3 days', gap_from = null"
                + " where channel = 'waha'")
        .update();
    HUB.start();
    ObjectNode envelope = WAHA.text(phone + "@c.us", "3EB0GAPTOO", "lacuna e webhook");
    envelope.set("payload", lateToo);
    assertThat(post(WAHA.signed(envelope))).isEqualTo(202);

    await().atMost(LIMIT).untilAsserted(() -> assertThat(stored("lacuna%")).isEqualTo(1003));
    assertThat(stored("lacuna e webhook")).isOne();
    assertThat(HUB.count("select count(*) from event where event_key like '%3EB0GAPTOO'")).isOne();
    assertThat(HUB.count("select count(*) from event where event_key like '%3EB0GAPOWN'")).isOne();
    assertThat(
            HUB.database()
                .sql("select author from chat_message where text = 'lacuna do negócio'")
                .query(String.class)
                .list())
        // Within seconds of the customer's message: a greeting of the app.
        .containsExactly("AUTOMATIC");
    assertThat(HUB.count("select count(*) from chat_message where late and text like 'lacuna 2%'"))
        .isPositive();
    assertThat(
            HUB.database()
                .sql("select media from chat_message where text = 'lacuna comprovante'")
                .query(String.class)
                .single())
        .contains("\"mimetype\":\"image/jpeg\"");
    // In the order in which they were written.
    List<String> texts =
        HUB.database()
            .sql("select text from chat_message where text like 'lacuna 7-%' order by seq")
            .query(String.class)
            .list();
    assertThat(texts).hasSize(100).isSortedAccordingTo((a, b) -> number(a) - number(b));
    await()
        .atMost(LIMIT)
        .until(
            () ->
                HUB.count(
                        "select count(*) from waha_session where channel = 'waha'"
                            + " and gap_from is null and read_to is not null")
                    == 1);
  }

  private static int number(String text) {
    return Integer.parseInt(text.replaceFirst(".*-", ""));
  }

  private static void keepAThousand(long old) {
    for (int n = 0; n < 1000; n++) {
      String phone = "552197655" + "%04d".formatted(n % 10);
      String text = "lacuna " + n % 10 + "-" + n / 10;
      WAHA.keep(phone + "@c.us", payload(WAHA, phone, "3EB0GAP" + n, text, old + n), null);
    }
  }
}
