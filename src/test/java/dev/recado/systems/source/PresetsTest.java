package dev.recado.systems.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Webhook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each well-known sender with a signed webhook.
 *
 * <p>The signatures of GitHub (docs.github.com, "Validating webhook deliveries"), of Standard
 * Webhooks (its own test) and of Meta (docs/contracts.md) are published ones. The others were made
 * with openssl from the sender's description of its signature.
 */
class PresetsTest {

  /**
   * A webhook and what must become of it.
   *
   * @param headers {@code name: value}, one a line
   * @param query {@code name=value} with {@code &} between them
   */
  record Sent(
      String preset,
      String secret,
      String headers,
      String query,
      String body,
      String at,
      String type,
      String key) {

    @Override
    public String toString() {
      return preset;
    }
  }

  static Stream<Sent> examples() {
    return Stream.of(
        new Sent(
            "github",
            "It's a Secret to Everybody",
            """
            X-Hub-Signature-256: sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17
            X-GitHub-Event: push
            X-GitHub-Delivery: 72d3162e-cc78-11e3-81ab-4c9367dc0958
            """,
            "",
            "Hello, World!",
            "2026-03-02T12:00:00Z",
            "",
            ""),
        new Sent(
            "stripe",
            "whsec_test",
            "Stripe-Signature: t=1492774577,v1=ce8cc4d616754d6574553e1e4daa71472477e0c6bb0fbcdaf655b52d2728e740,v0=6ffb",
            "",
            "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"payment_intent.succeeded\"}",
            "2017-04-21T11:38:00Z",
            "here.payment_intent.succeeded",
            "key:evt_1"),
        new Sent(
            "shopify",
            "test-webhook-secret",
            """
            X-Shopify-Hmac-Sha256: QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0Gw=
            X-Shopify-Topic: orders/create
            X-Shopify-Webhook-Id: b54557e4-bdd9-4b37-8a5f-bf7d70bcd043
            """,
            "",
            "{\"id\":1234567890,\"email\":\"customer@example.com\",\"total_price\":\"123.45\"}",
            "2026-03-02T12:00:00Z",
            "here.orders.create",
            "key:b54557e4-bdd9-4b37-8a5f-bf7d70bcd043"),
        new Sent(
            "woocommerce",
            "wcsecret",
            """
            X-WC-Webhook-Signature: FUzpx6ZtfWiHwLVyWD0ObmGOYHvgIGFhMOx7L9N2H3Q=
            X-WC-Webhook-Topic: order.created
            X-WC-Webhook-Delivery-ID: 8a7ee1d5c6
            """,
            "",
            "{\"id\":727,\"status\":\"processing\",\"total\":\"29.35\"}",
            "2026-03-02T12:00:00Z",
            "here.order.created",
            "key:8a7ee1d5c6"),
        new Sent(
            "meta",
            "meta-test-app-secret",
            "X-Hub-Signature-256: sha256=51bbc6a857e85ea3be9d9e0cff64948fce329a3d7d5b97739b5fc4c1ddf053a1",
            "",
            sample("/contracts/meta/webhook-text.json"),
            "2026-03-02T12:00:00Z",
            "here.whatsapp_business_account",
            "3600/"),
        new Sent(
            "mercadopago",
            "mpsecret",
            """
            x-signature: ts=1742505638683,v1=00fbd2ab5d710a74685b74d55933d3f901af9720b7f94581afcdf81e0679f0e3
            x-request-id: bb56a2f1-6aae-46ac-982e-9dcd3581d08e
            """,
            "data.id=123456&type=payment",
            "{\"action\":\"payment.updated\",\"data\":{\"id\":\"123456\"},\"id\":9001,\"type\":\"payment\"}",
            "2026-03-02T12:00:00Z",
            "here.payment",
            "key:9001"),
        new Sent(
            "asaas",
            "asaas-secret",
            "asaas-access-token: asaas-secret",
            "",
            "{\"id\":\"evt_05b708f961d739ea7eba7e4db318f621&368604920\",\"event\":\"PAYMENT_RECEIVED\",\"payment\":{\"id\":\"pay_080225913252\",\"value\":100}}",
            "2026-03-02T12:00:00Z",
            "here.payment_received",
            "key:evt_05b708f961d739ea7eba7e4db318f621&368604920"),
        new Sent(
            "hotmart",
            "hottok",
            "X-HOTMART-HOTTOK: hottok",
            "",
            "{\"id\":\"9c2b\",\"event\":\"PURCHASE_APPROVED\",\"version\":\"2.0.0\",\"data\":{}}",
            "2026-03-02T12:00:00Z",
            "here.purchase_approved",
            "key:9c2b"),
        new Sent(
            "nuvemshop",
            "nuvem",
            "X-Linkedstore-Hmac-Sha256: 6be80ee137f3f96188ea0bf51e56ea1eb4f1464b005a22d0ea4026dc04db89cf",
            "",
            "{\"store_id\":123,\"event\":\"order/created\",\"id\":4567}",
            "2026-03-02T12:00:00Z",
            "here.order.created",
            "60/"),
        new Sent(
            "standard-webhooks",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            """
            webhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek
            webhook-timestamp: 1614265330
            webhook-signature: v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg== v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            """,
            "",
            "{\"test\": 2432232314}",
            "2021-02-25T15:03:00Z",
            "",
            ""));
  }

  private static String sample(String name) {
    try (InputStream in = PresetsTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static DeclaredSource source(Sent sent) {
    String file = "name: here\ndescription: A sender.\npreset: %s\n".formatted(sent.preset);
    return SourceFiles.source("here", file, Map.of("recado.sources.here.secret", sent.secret));
  }

  /** Null for a name that is not there, as in a request. */
  @SuppressWarnings("NullAway")
  private static Function<String, String> of(Map<String, String> values) {
    return name -> values.get(name);
  }

  private static Webhook webhook(Sent sent, String body, String at) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sent.headers.lines().forEach(line -> headers.put(line.split(": ")[0], line.split(": ", 2)[1]));
    Map<String, String> query =
        Arrays.stream(sent.query.split("&"))
            .filter(pair -> pair.contains("="))
            .collect(Collectors.toMap(pair -> pair.split("=")[0], pair -> pair.split("=")[1]));
    return new Webhook(
        null,
        "application/json",
        of(headers),
        of(query),
        body.getBytes(StandardCharsets.UTF_8),
        Instant.parse(at));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aSignedWebhookIsTrusted(Sent sent) {
    assertThat(source(sent).trusts(webhook(sent, sent.body, sent.at))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theSameWebhookWithAnotherSecretIsNot(Sent sent) {
    Sent other =
        new Sent(
            sent.preset,
            sent.preset.equals("standard-webhooks") ? "whsec_AAAA" : "other",
            sent.headers,
            sent.query,
            sent.body,
            sent.at,
            sent.type,
            sent.key);
    assertThat(source(other).trusts(webhook(sent, sent.body, sent.at))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aWebhookWhoseBodyWasChangedIsNotTrustedWhereTheBodyIsSigned(Sent sent) {
    boolean signsNoBody = List.of("mercadopago", "asaas", "hotmart").contains(sent.preset);
    assertThat(source(sent).trusts(webhook(sent, sent.body + " ", sent.at))).isEqualTo(signsNoBody);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anOldSignatureProvesNothingWhereTheSenderSignsTheTime(Sent sent) {
    boolean timed = List.of("stripe", "standard-webhooks").contains(sent.preset);
    String later = Instant.parse(sent.at).plusSeconds(3_600).toString();
    assertThat(source(sent).trusts(webhook(sent, sent.body, later))).isEqualTo(!timed);
  }

  static Stream<Sent> events() {
    return examples().filter(sent -> !sent.type.isEmpty());
  }

  @ParameterizedTest
  @MethodSource("events")
  void theEventHasTheTypeAndTheKeyThatTheSenderNames(Sent sent) {
    DeclaredSource source = source(sent);
    Webhook webhook = webhook(sent, sent.body, sent.at);
    InboundRecord record =
        InboundRecord.of(
            "here",
            source.identify(webhook),
            webhook.receivedAt(),
            webhook.contentType(),
            source.kept(webhook),
            webhook.body());
    Event event = source.read(record).get(0);
    assertThat(event.type()).isEqualTo(sent.type);
    assertThat(event.id()).isEqualTo(record.id());
    assertThat(record.key()).startsWith(sent.key);
  }

  @Test
  void everyPresetHasAnExample() {
    assertThat(examples().map(Sent::preset))
        .containsExactlyInAnyOrderElementsOf(SourceFile.presets());
  }
}
