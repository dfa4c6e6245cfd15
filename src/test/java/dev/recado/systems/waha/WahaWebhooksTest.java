package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.Samples;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WahaWebhooksTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String HMAC = "X-Webhook-Hmac";

  private final WahaWebhooks webhooks = signedWith("waha-test-hmac-key");

  static Stream<String> signed() throws IOException {
    return JSON.readTree(Samples.bytes("waha/_signatures.json")).properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> name.endsWith(".json"));
  }

  @ParameterizedTest
  @MethodSource("signed")
  void everySampleIsTrustedOnlyWithItsOwnSignature(String sample) throws IOException {
    byte[] body = Samples.bytes("waha/" + sample);
    String signature = signature(sample);
    assertThat(webhooks.trusts(webhook(body, Map.of(HMAC, signature)))).isTrue();

    body[body.length / 2] ^= 1;
    assertThat(webhooks.trusts(webhook(body, Map.of(HMAC, signature)))).isFalse();
  }

  @Test
  void aLocalWahaWithoutAKeyIsTrustedUnlessItSigns() {
    WahaWebhooks unproved = signedWith(null);
    assertThat(unproved.unproved()).isTrue();
    assertThat(unproved.trusts(webhook(new byte[] {'{', '}'}, Map.of()))).isTrue();
    assertThat(unproved.trusts(webhook(new byte[] {'{', '}'}, Map.of(HMAC, "00")))).isFalse();
    assertThat(webhooks.unproved()).isFalse();
    assertThat(webhooks.trusts(webhook(new byte[] {'{', '}'}, Map.of()))).isFalse();
  }

  @Test
  void theDocumentedVectorIsTrusted() throws IOException {
    JsonNode vector = JSON.readTree(Samples.bytes("waha/hmac-documented-vector.json"));
    byte[] body = vector.get("body").asText().getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = Map.of(HMAC, vector.get("x_webhook_hmac").asText());
    assertThat(signedWith(vector.get("key").asText()).trusts(webhook(body, headers))).isTrue();
    assertThat(webhooks.trusts(webhook(body, headers))).isFalse();
  }

  @Test
  void aSignatureMayBeInUpperCaseAndNameItsAlgorithm() throws IOException {
    String sample = "webhook-message-text.noweb.json";
    byte[] body = Samples.bytes("waha/" + sample);
    String signature = signature(sample).toUpperCase(Locale.ROOT);
    assertThat(webhooks.trusts(webhook(body, signedBy("sha512", signature)))).isTrue();
    assertThat(webhooks.trusts(webhook(body, signedBy("SHA512", signature)))).isTrue();
    assertThat(webhooks.trusts(webhook(body, signedBy("sha256", signature)))).isFalse();
  }

  @Test
  void anUnsignedWebhookIsNotTrusted() {
    byte[] body = Samples.bytes("waha/webhook-message-text.noweb.json");
    assertThat(webhooks.trusts(webhook(body, Map.of()))).isFalse();
    assertThat(webhooks.trusts(webhook(body, Map.of(HMAC, "")))).isFalse();
    assertThat(webhooks.trusts(webhook(body, Map.of("X-Webhook-Hmac-Algorithm", "sha512"))))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "text.noweb, whatsapp:552176540001",
    "text.webjs, whatsapp:552176540001",
    "text.lid, whatsapp:552176540001",
    "text.old-ddd-no-ninth-digit, whatsapp:558591230001",
    "group, whatsapp:120363012345678901@g.us"
  })
  void bothFormsOfANumberHaveTheSameSubject(String sample, String subject) {
    assertThat(identify("message-" + sample).subject()).isEqualTo(subject);
  }

  @ParameterizedTest
  @CsvSource({
    "message.any-own-from-phone, whatsapp:552176540001",
    "message.any-own-from-api, whatsapp:552176540001",
    "message.reaction, whatsapp:552176540001",
    "message.ack-read, whatsapp-ack:3EB08A6895830F110A5E4D",
    "message.ack-lid, whatsapp-ack:3EB08A6895830F110A5E4D",
    "session.status-working, whatsapp-session:loja-centro"
  })
  void otherEventsHaveASubjectToo(String sample, String subject) {
    assertThat(identify(sample).subject()).isEqualTo(subject);
  }

  @Test
  void aHiddenIdentityWithoutAPhoneIsItsOwnSubject() {
    byte[] body = changed("message-text.lid", tree -> tree.withObject("/payload").remove("_data"));
    assertThat(identify(body).subject()).isEqualTo("whatsapp:123456789012345@lid");
  }

  @Test
  void anOwnMessageWithTheCustomerAsSenderHasTheCustomersSubject() {
    byte[] body =
        changed(
            "message.any-own-from-phone",
            tree -> tree.withObject("/payload").put("from", "5521976540001@c.us").putNull("to"));
    assertThat(identify(body).subject()).isEqualTo("whatsapp:552176540001");
  }

  @Test
  void messageAndMessageAnyOfOneMessageAreOneEvent() {
    byte[] any =
        changed(
            "message-text.noweb",
            tree -> tree.put("event", "message.any").put("id", "evt_another"));
    assertThat(identify(any)).isEqualTo(identify("message-text.noweb"));
  }

  @Test
  void anIdMayBeAnObject() {
    byte[] webjs =
        changed(
            "message-text.webjs",
            tree ->
                tree.withObject("/payload")
                    .set("id", JSON.createObjectNode().put("_serialized", idOf(tree))));
    assertThat(identify(webjs)).isEqualTo(identify("message-text.webjs"));
  }

  private static String idOf(JsonNode tree) {
    return tree.at("/payload/id").asText();
  }

  @Test
  void twoNumbersInOneGroupReceiveTwoMessages() {
    byte[] other = changed("message-group", tree -> tree.put("session", "loja-norte"));
    assertThat(identify(other).key()).isNotEqualTo(identify("message-group").key());
  }

  @Test
  void acknowledgementsAreDistinctAndTheirRepeatsAreNot() {
    assertThat(
            Stream.of("server", "device", "read", "error", "lid")
                .map(name -> identify("message.ack-" + name).key()))
        .doesNotHaveDuplicates();
    byte[] again = changed("message.ack-read", tree -> tree.put("id", "evt_another"));
    assertThat(identify(again)).isEqualTo(identify("message.ack-read"));
  }

  @Test
  void aGroupsReadersAcknowledgeOneByOne() {
    byte[] ana = reader("5511911110001@c.us");
    byte[] rui = reader("5511911110002@c.us");
    assertThat(identify(ana).key()).isNotEqualTo(identify(rui).key());
    assertThat(identify(ana).subject()).isEqualTo(identify(rui).subject());
  }

  private static byte[] reader(String participant) {
    return changed(
        "message.ack-read", tree -> tree.withObject("/payload").put("participant", participant));
  }

  @Test
  void aNewQrCodeIsANewEvent() {
    byte[] refreshed =
        changed("session.status-scan_qr_code", tree -> tree.put("id", "evt_another"));
    assertThat(identify(refreshed).key())
        .isNotEqualTo(identify("session.status-scan_qr_code").key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{",
        "{}",
        "[{\"event\":\"message\"}]",
        "{\"event\":\"message\",\"payload\":{\"id\":\"false_1@c.us_A\"}",
        "{\"event\":{\"event\":\"message\"},\"payload\":[1]}",
        "{\"event\":\"message\",\"payload\":{\"id\":\"\\u0000\"}}",
        "{\"event\":\"message.ack\",\"payload\":{\"id\":[]}}",
        "{\"event\":\"presence.update\"}"
      })
  void theBytesAreTheKeyWithoutAnId(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    assertThat(identify(body).key()).isEqualTo(StableId.hash(body));
  }

  @Test
  void noKeyAndNoSubjectIsTooLongToBeIndexed() {
    String endless = "9".repeat(100_000);
    byte[] body =
        ("{\"event\":\"message\",\"session\":\""
                + endless
                + "\",\"payload\":{\"id\":\""
                + endless
                + "\",\"from\":\""
                + endless
                + "@c.us\"}}")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(identify(body)).isEqualTo(new Identity(StableId.hash(body), "waha:message"));
  }

  @Test
  void tenThousandLevelsCauseNoStackOverflow() {
    byte[] body =
        ("{\"event\":\"message\",\"payload\":" + "{\"payload\":".repeat(10_000))
            .getBytes(StandardCharsets.UTF_8);
    assertThat(identify(body)).isEqualTo(new Identity(StableId.hash(body), "waha:unreadable"));
  }

  @Property(tries = 300)
  void noBytesBreakTheIngress(@ForAll byte[] body) {
    assertThat(identify(body).key()).isEqualTo(StableId.hash(body));
  }

  private Identity identify(String sample) {
    return identify(Samples.bytes("waha/webhook-" + sample + ".json"));
  }

  private Identity identify(byte[] body) {
    return webhooks.identify(webhook(body, Map.of()));
  }

  private static byte[] changed(String sample, Consumer<ObjectNode> change) {
    return Webhooks.changed(sample, change);
  }

  private static Map<String, String> signedBy(String algorithm, String signature) {
    return Map.of("X-Webhook-Hmac-Algorithm", algorithm, HMAC, signature);
  }

  private static String signature(String sample) throws IOException {
    JsonNode signatures = JSON.readTree(Samples.bytes("waha/_signatures.json"));
    return signatures.get(sample).get("x_webhook_hmac").asText();
  }

  @SuppressWarnings(
      "NullAway") // javac 17 loses the @Nullable inside Function<…> of compiled classes
  private static Webhook webhook(byte[] body, Map<String, String> headers) {
    Function<String, String> header = headers::get;
    return new Webhook(null, "application/json", header, query -> null, body, NOW);
  }

  private static WahaWebhooks signedWith(@Nullable String key) {
    return new WahaWebhooks(new TestChannels().with(TestWaha.channel(key)));
  }
}
