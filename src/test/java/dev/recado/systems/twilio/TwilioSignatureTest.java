package dev.recado.systems.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.Samples;
import dev.recado.StubTwilio;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.ingress.Webhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What proves that Twilio sent a webhook (docs/contracts.md#twilio-signature). */
class TwilioSignatureTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADDRESS = "https://hub.example.com.br/webhooks/twilio";

  private static JsonNode json(String sample) {
    try {
      return JSON.readTree(Samples.bytes("twilio/" + sample));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean trusts(Webhook webhook, Channel... channels) {
    TestChannels all = new TestChannels();
    Stream.of(channels).forEach(all::with);
    return new TwilioWebhooks(all).trusts(webhook);
  }

  private static Channel withToken(String token) {
    return TestTwilio.number("t", StubTwilio.ACCOUNT, StubTwilio.NUMBER, token);
  }

  @Test
  void theOfficialVectorsFit() {
    JsonNode official = json("signature-official-vectors.json");
    String form =
        official.get("params").properties().stream()
            .map(
                p ->
                    p.getKey()
                        + "="
                        + URLEncoder.encode(p.getValue().asText(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    TwilioSignature signature = TwilioSignature.of(TwilioForm.parse(utf8(form)));
    String token = official.get("auth_token").asText();
    String url = official.get("url").asText();
    assertThat(signature.made(token, url)).isEqualTo(official.get("expected").asText());
    assertThat(signature.made(token, url.replace(".com/", ".com:443/")))
        .isEqualTo(official.get("expected_if_url_has_port_443").asText());
    assertThat(new TwilioSignature(new byte[0]).made(token, url))
        .isEqualTo(official.get("expected_no_params").asText());
    byte[] body = utf8(official.get("json_body").asText());
    String hash = official.get("bodySHA256").asText();
    TwilioSignature ofBody = Objects.requireNonNull(TwilioSignature.ofBody(body, hash));
    assertThat(ofBody.made(token, url + "&bodySHA256=" + hash))
        .isEqualTo(official.get("expected_for_url_plus_bodySHA256").asText());
    assertThat(TwilioSignature.ofBody(utf8("{}"), hash)).isNull();
  }

  static Stream<String> signedSamples() {
    return json("_signatures.json").properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> name.endsWith(".form"));
  }

  @ParameterizedTest
  @MethodSource("signedSamples")
  void everySampleHasItsSignature(String name) {
    JsonNode signatures = json("_signatures.json");
    JsonNode sample = signatures.get(name);
    String url = sample.get("url").asText();
    String signature = sample.get("x_twilio_signature").asText();
    byte[] body = Samples.bytes("twilio/" + name);
    Channel right = withToken(signatures.get("_auth_token").asText());

    assertThat(trusts(TestTwilio.webhook(body, url, signature), right)).isTrue();
    assertThat(trusts(TestTwilio.webhook(body, url + "x", signature), right)).isFalse();
    assertThat(trusts(TestTwilio.webhook(body, url, signature), withToken("other"))).isFalse();
    assertThat(trusts(TestTwilio.webhook(body, url, null), right)).isFalse();
    byte[] changed =
        Samples.text("twilio/" + name).replace("SM01", "SM02").getBytes(StandardCharsets.US_ASCII);
    assertThat(trusts(TestTwilio.webhook(changed, url, signature), right)).isFalse();
  }

  private static Webhook signedFor(String signedUrl, String calledUrl) {
    byte[] body = Samples.bytes("twilio/incoming-text.form");
    String signature = StubTwilio.signature(StubTwilio.pairs(body), signedUrl, StubTwilio.TOKEN);
    return TestTwilio.webhook(body, calledUrl, signature);
  }

  @ParameterizedTest
  @CsvSource({
    "https://hub.example.com.br:443/webhooks/twilio, https://hub.example.com.br/webhooks/twilio, true",
    "https://hub.example.com.br/webhooks/twilio, https://hub.example.com.br:443/webhooks/twilio, true",
    "http://hub.example.com.br:80/webhooks/twilio, http://hub.example.com.br/webhooks/twilio, true",
    "https://hub.example.com.br/webhooks/twilio, https://hub.example.com.br:8443/webhooks/twilio, true",
    "https://hub.example.com.br/webhooks/twilio?a=1&b=%20, https://hub.example.com.br/webhooks/twilio?a=1&b=%20, true",
    "https://hub.example.com.br/webhooks/twilio?a=1, https://hub.example.com.br/webhooks/twilio?a=2, false",
    "https://hub.example.com.br/webhooks/twilio/, https://hub.example.com.br/webhooks/twilio, false",
    "https://hub.example.com.br/webhooks/twilio, http://hub.example.com.br/webhooks/twilio, false",
    "https://hub.example.com.br/webhooks/twilio, https://evil.example.com/webhooks/twilio, false"
  })
  void theAddressIsPartOfTheSignatureButItsUsualPortIsNot(
      String signed, String called, boolean fits) {
    assertThat(trusts(signedFor(signed, called), withToken(StubTwilio.TOKEN))).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    // What the hub was called at, behind a proxy; what Twilio signed.
    "http://10.0.0.5:8080/webhooks/twilio, https://hub.example.com.br/webhooks/twilio, true",
    "http://10.0.0.5:8080/webhooks/twilio?outbox=1, https://hub.example.com.br/webhooks/twilio?outbox=1, true",
    "http://10.0.0.5:8080/webhooks/twilio/t-001/status?outbox=1, https://hub.example.com.br/webhooks/twilio/t-001/status?outbox=1, true",
    "http://10.0.0.5:8080/webhooks/twilio, http://10.0.0.5:8080/webhooks/twilio, false",
    "http://10.0.0.5:8080/webhooks/twilio?outbox=2, https://hub.example.com.br/webhooks/twilio?outbox=1, false"
  })
  void aConfiguredAddressStandsForTheOneThatTheHubSees(String called, String signed, boolean fits) {
    Channel channel = TestTwilio.channel("", ADDRESS);
    assertThat(trusts(signedFor(signed, called), channel)).isEqualTo(fits);
  }

  @Test
  void aProxyMayHaveCutThePathThatIsConfigured() {
    Channel channel = TestTwilio.channel("", "https://example.com/recado/webhooks/twilio");
    assertThat(
            trusts(
                signedFor(
                    "https://example.com/recado/webhooks/twilio?outbox=1",
                    "http://127.0.0.1:8080/webhooks/twilio?outbox=1"),
                channel))
        .isTrue();
  }

  @Test
  void aRepeatedNameIsSignedOnceForEachValue() {
    byte[] body = utf8("b=2&a=y&a=x&a=x&MessageSid=SM1");
    String signature =
        new TwilioSignature(utf8("MessageSidSM1axayb2")).made(StubTwilio.TOKEN, ADDRESS);
    assertThat(trusts(TestTwilio.webhook(body, ADDRESS, signature), withToken(StubTwilio.TOKEN)))
        .isTrue();
  }

  @Test
  void duringARotationBothTokensSign() {
    Channel channel =
        TestTwilio.channel(
            "t",
            Map.of(
                TwilioProvider.ACCOUNT, StubTwilio.ACCOUNT, TwilioProvider.FROM, "+5511987650000"),
            Map.of(
                TwilioProvider.TOKEN,
                "the new one",
                TwilioProvider.FORMER_TOKEN,
                StubTwilio.TOKEN));
    Webhook former = signedFor(ADDRESS, ADDRESS);
    assertThat(trusts(former, channel)).isTrue();
    byte[] body = former.body();
    String signature = StubTwilio.signature(StubTwilio.pairs(body), ADDRESS, "the new one");
    assertThat(trusts(TestTwilio.webhook(body, ADDRESS, signature), channel)).isTrue();
    assertThat(trusts(former, withToken("the new one"))).isFalse();
  }

  @Test
  void anInactiveChannelStillProvesSoThatNothingIsLost() {
    Channel active = withToken(StubTwilio.TOKEN);
    Channel inactive =
        new Channel(
            "t",
            "twilio",
            null,
            "t",
            active.settings(),
            active.secrets(),
            null,
            null,
            null,
            null,
            false,
            false,
            false,
            false,
            1);
    assertThat(trusts(signedFor(ADDRESS, ADDRESS), active)).isTrue();
    assertThat(trusts(signedFor(ADDRESS, ADDRESS), inactive)).isTrue();
  }

  @Test
  void noBytesThrow() {
    Random random = new Random(20260714);
    TwilioWebhooks source = new TwilioWebhooks(new TestChannels().with(withToken("x")));
    for (byte[] body : badBodies(random)) {
      Webhook webhook = TestTwilio.webhook(body, ADDRESS, "no signature");
      assertThat(source.trusts(webhook)).isFalse();
      assertThat(source.identify(webhook).key()).isNotEmpty();
      assertThat(source.kept(webhook)).containsEntry("accounts", "");
    }
  }

  static List<byte[]> badBodies(Random random) {
    Stream<byte[]> written =
        Stream.of(
                "",
                "&",
                "=",
                "&&=&",
                "%",
                "%4",
                "%zz=%",
                "a=%ff%fe&MessageSid=%00",
                "MessageSid=",
                "MessageSid=%ed%a0%80&From=whatsapp:+&To=",
                "{\"MessageSid\": 1}",
                "<x/>",
                "MessageSid=" + "9".repeat(100_000),
                "MessageSid=SM1&MessageStatus=%F0%9F",
                "MessageSid=SM1&From=whatsapp%3A%2B5521976540001&Latitude=9e99&Longitude=x")
            .map(TwilioSignatureTest::utf8);
    Stream<byte[]> noise =
        Stream.generate(
                () -> {
                  byte[] bytes = new byte[random.nextInt(300)];
                  random.nextBytes(bytes);
                  return bytes;
                })
            .limit(300);
    return Stream.concat(written, noise).toList();
  }
}
