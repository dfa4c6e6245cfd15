package dev.recado.systems.waha;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.Samples;
import dev.recado.StubWaha;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.outbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample of WAHA's contract is read; a new one without an expectation fails. */
// javac 17 loses the @Nullable inside Function<…> of compiled classes.
@SuppressWarnings("NullAway")
class WahaSamplesTest {

  private static final Path FOLDER = Path.of("src/test/resources/contracts/waha");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  /** What each webhook becomes: the type of its event and one fact. */
  private static final Map<String, String> WEBHOOKS =
      new TreeMap<>(
          Map.ofEntries(
              entry("webhook-message-audio.json", "received kind=voice"),
              entry("webhook-message-group.json", "received group=true"),
              entry("webhook-message-image.json", "received kind=image"),
              entry("webhook-message-media-not-downloaded.json", "received media=null"),
              entry("webhook-message-reply-quoted.json", "received text=sim"),
              entry("webhook-message-text.lid.json", "received chatId=123456789012345@lid"),
              entry("webhook-message-text.noweb.json", "received name=Maria Silva"),
              entry(
                  "webhook-message-text.old-ddd-no-ninth-digit.json",
                  "received phone=558591230001"),
              entry("webhook-message-text.webjs.json", "received name=Maria Silva"),
              entry("webhook-message.ack-device.json", "status state=DELIVERED"),
              entry("webhook-message.ack-error.json", "status state=FAILED"),
              entry("webhook-message.ack-lid.json", "status chatId=123456789012345@lid"),
              entry("webhook-message.ack-read.json", "status state=READ"),
              entry("webhook-message.ack-server.json", "status state=SENT"),
              entry("webhook-message.any-own-from-api.json", "sent by=api"),
              entry("webhook-message.any-own-from-phone.json", "sent by=app"),
              entry("webhook-message.reaction.json", "reaction emoji=👍"),
              entry("webhook-session.status-failed.json", "session.status status=FAILED"),
              entry(
                  "webhook-session.status-scan_qr_code.json", "session.status status=SCAN_QR_CODE"),
              entry("webhook-session.status-stopped.json", "session.status status=STOPPED"),
              entry("webhook-session.status-working.json", "session.status status=WORKING")));

  /** What each answer to a send means. */
  private static final Map<String, String> SENDS =
      new TreeMap<>(
          Map.of(
              "401 response-401.json", "Blocked",
              "404 response-404-session.json", "Blocked",
              "422 response-422-nest.json", "Refused",
              "422 response-422-not-working.json", "Blocked",
              "500 response-500.json", "Retry",
              "201 response-sendText.empty-201.txt", "Done",
              "201 response-sendText.noweb-raw.json", "Done",
              "201 response-sendText.openapi-shape.json", "Done",
              "201 response-sendText.webjs-raw.json", "Done"));

  /** The answers that {@link StubWaha} gives and that tests of the calls read there. */
  private static final List<String> BY_THE_STUB =
      List.of(
          "response-auth-qr-json.json",
          "response-check-exists-false.json",
          "response-check-exists-true.json",
          "response-get-session.json",
          "response-lid-to-pn-unknown.json",
          "response-lid-to-pn.json",
          "response-new-message-id.json");

  /** The hub makes no such call. */
  private static final List<String> UNUSED =
      List.of(
          "request-sendFile-base64.json",
          "request-startTyping.json",
          "response-auth-qr-raw.json",
          "response-auth-request-code.json",
          "response-list-sessions.json",
          "response-startTyping.json");

  /** Compared with what the hub writes. */
  private static final List<String> REQUESTS =
      List.of(
          "request-create-session.json",
          "request-sendImage-url.json",
          "request-sendSeen.json",
          "request-sendText-with-id.json",
          "request-sendText.json");

  /** Read by WahaWebhooksTest. */
  private static final List<String> SIGNATURES =
      List.of("_signatures.json", "hmac-documented-vector.json", "webhook-headers.http");

  private final StubWaha waha = new StubWaha(StubWaha.Engine.NOWEB);
  private final TestWaha test = TestWaha.at(waha.url());

  @org.junit.jupiter.api.AfterEach
  void stop() {
    waha.close();
  }

  @Test
  void eachSampleHasAnExpectation() throws IOException {
    TreeSet<String> expected = new TreeSet<>(WEBHOOKS.keySet());
    SENDS.keySet().forEach(send -> expected.add(send.substring(4)));
    Stream.of(BY_THE_STUB, UNUSED, REQUESTS, SIGNATURES).forEach(expected::addAll);
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  static Stream<String> webhooks() {
    return WEBHOOKS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("webhooks")
  void eachWebhookBecomesItsEvent(String sample) {
    byte[] body = Samples.bytes("waha/" + sample);
    Webhook webhook = new Webhook(null, null, name -> null, name -> null, body, NOW);
    InboundRecord record =
        InboundRecord.of(
            "waha", new WahaWebhooks(test.channels).identify(webhook), NOW, null, body);
    Event event = new WahaEvents(Duration.ZERO, "", test.channels).read(record).get(0);
    String[] wanted = String.valueOf(WEBHOOKS.get(sample)).split("[ =]", 3);
    assertThat(event.type())
        .isEqualTo(
            (wanted[0].startsWith("session") ? "whatsapp." : "whatsapp.message.") + wanted[0]);
    assertThat(String.valueOf(event.body().get(wanted[1]))).isEqualTo(wanted[2]);
  }

  static Stream<String> sends() {
    return SENDS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("sends")
  void eachAnswerToASendHasItsOutcome(String sample) {
    Exchange exchange = exchange();
    exchange
        .getMessage()
        .setHeader(Exchange.HTTP_RESPONSE_CODE, Integer.valueOf(sample.substring(0, 3)));
    exchange.getMessage().setBody(Samples.bytes("waha/" + sample.substring(4)));
    test.answers().sent(exchange);
    Outcome outcome = exchange.getVariable("outcome", Outcome.class);
    assertThat(outcome.getClass().getSimpleName()).isEqualTo(SENDS.get(sample));
  }

  private Exchange exchange() {
    Exchange exchange = test.of(new DefaultExchange(new DefaultCamelContext()));
    exchange.setVariable("messageId", "3EB08A6895830F110A5E4D");
    exchange.setVariable("chatId", "5521976540001@c.us");
    exchange.setVariable("kind", "whatsapp-text");
    return exchange;
  }

  private static ObjectNode sample(String name) throws IOException {
    return (ObjectNode) JSON.readTree(Samples.bytes("waha/" + name));
  }

  private JsonNode written(Map<String, Object> payload, String kind) throws IOException {
    Exchange exchange = exchange();
    exchange.setVariable("payload", payload);
    exchange.setVariable("kind", kind);
    test.answers().write(exchange);
    return JSON.readTree(exchange.getMessage().getBody(byte[].class));
  }

  @Test
  void aTextIsWrittenAsInTheContract() throws IOException {
    ObjectNode wanted = sample("request-sendText-with-id.json").put("session", TestWaha.SESSION);
    assertThat(written(Map.of("text", "Olá, Maria!"), "whatsapp-text")).isEqualTo(wanted);
    // Without an id and without what the hub leaves to WAHA.
    assertThat(sample("request-sendText.json").properties().stream().map(Map.Entry::getKey))
        .contains("session", "chatId", "text");
  }

  @Test
  void anImageIsWrittenAsInTheContract() throws IOException {
    ObjectNode wanted = sample("request-sendImage-url.json").put("session", TestWaha.SESSION);
    JsonNode file = wanted.get("file");
    Map<String, Object> payload =
        Map.of(
            "kind", "image",
            "url", file.get("url").asText(),
            "mimetype", file.get("mimetype").asText(),
            "filename", file.get("filename").asText(),
            "caption", wanted.get("caption").asText());
    assertThat(written(payload, "whatsapp-media")).isEqualTo(wanted);
  }

  @Test
  void aChatIsMarkedAsSeenAsInTheContract() throws IOException {
    ObjectNode wanted = sample("request-sendSeen.json");
    // Only groups have participants.
    wanted.remove("participant");
    Map<String, Object> request =
        WahaCalls.seenRequest("loja-centro", "5521976540001@c.us", "3EB0A1B2C3D4E5F60718");
    assertThat(JSON.<JsonNode>valueToTree(request)).isEqualTo(wanted);
  }

  @Test
  void aSessionIsMadeWithFieldsOfTheContract() throws IOException {
    Channel channel =
        new Channel(
            "loja",
            "waha",
            null,
            "Loja",
            Map.of(
                "session", "loja-centro", "webhookUrl", "https://hub.example.com.br/webhooks/waha"),
            Map.of("hmacKey", "waha-test-hmac-key"),
            null,
            null,
            null,
            null,
            true,
            false,
            false,
            false,
            1);
    ObjectNode request = WahaControl.request(channel);
    ObjectNode contract = sample("request-create-session.json");
    assertThat(request.get("name")).isEqualTo(contract.get("name"));
    assertThat(request.at("/config/noweb")).isEqualTo(contract.at("/config/noweb"));
    JsonNode webhook = request.at("/config/webhooks/0");
    JsonNode known = contract.at("/config/webhooks/0");
    assertThat(webhook.get("hmac")).isEqualTo(known.get("hmac"));
    assertThat(webhook.at("/retries/policy")).isEqualTo(known.at("/retries/policy"));
    webhook.fieldNames().forEachRemaining(name -> assertThat(known.has(name)).as(name).isTrue());
    assertThat(webhook.get("events")).containsAll(known.get("events"));
  }

  @Test
  void withoutAnAddressOfTheHubASessionHasNoWebhooksOfItsOwn() {
    ObjectNode request = WahaControl.request(TestWaha.channel("a-key"));
    assertThat(request.at("/config/webhooks").isMissingNode()).isTrue();
    assertThat(request.toString()).doesNotContain("a-key");
  }
}
