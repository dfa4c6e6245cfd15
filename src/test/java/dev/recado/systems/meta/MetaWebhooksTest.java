package dev.recado.systems.meta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.Samples;
import dev.recado.StubMeta;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.ingress.Hmac;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MetaWebhooksTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-07-14T12:00:00Z");
  private static final String SIGNATURE = "X-Hub-Signature-256";

  private final MetaWebhooks webhooks =
      new MetaWebhooks(new TestChannels().with(TestMeta.channel()), null);

  static Stream<String> signed() throws IOException {
    return JSON.readTree(Samples.bytes("meta/_signatures.json")).properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> name.endsWith(".json"));
  }

  @ParameterizedTest
  @MethodSource("signed")
  void everySampleIsTrustedOnlyWithItsOwnSignature(String sample) throws IOException {
    byte[] body = Samples.bytes("meta/" + sample);
    String signature =
        JSON.readTree(Samples.bytes("meta/_signatures.json"))
            .path(sample)
            .path("x_hub_signature_256")
            .asText();
    assertThat(webhooks.trusts(webhook(body, signature))).isTrue();

    body[body.length / 2] ^= 1;
    assertThat(webhooks.trusts(webhook(body, signature))).isFalse();
  }

  @Test
  void aWebhookWithoutASignatureOrWithAnotherFormOfItIsNotTrusted() {
    byte[] body = Samples.bytes("meta/webhook-text.json");
    String hex = Hmac.hex("HmacSHA256", StubMeta.APP_SECRET, body);
    assertThat(webhooks.trusts(webhook(body, null))).isFalse();
    assertThat(webhooks.trusts(webhook(body, ""))).isFalse();
    assertThat(webhooks.trusts(webhook(body, hex))).isFalse();
    assertThat(webhooks.trusts(webhook(body, "sha1=" + hex))).isFalse();
    assertThat(webhooks.trusts(webhook(body, "sha256=" + hex))).isTrue();
  }

  @Test
  void duringAChangeOfTheSecretBothAreTrusted() {
    MetaWebhooks both =
        new MetaWebhooks(
            new TestChannels().with(TestMeta.channel("loja", StubMeta.NUMBER, "new", "old")), null);
    byte[] body = Samples.bytes("meta/webhook-text.json");
    assertThat(both.trusts(webhook(body, by("new", body)))).isTrue();
    assertThat(both.trusts(webhook(body, by("old", body)))).isTrue();
    assertThat(both.trusts(webhook(body, by("older", body)))).isFalse();
  }

  @Test
  void whatIsKeptNamesTheChannelsWhoseSecretItWas() {
    MetaWebhooks three =
        new MetaWebhooks(
            new TestChannels()
                .with(TestMeta.channel("loja", StubMeta.NUMBER, "app-one", null))
                .with(TestMeta.channel("fabrica", "2222222222", "app-one", null))
                .with(TestMeta.channel("outra", "3333333333", "app-two", null)),
            null);
    byte[] body = Samples.bytes("meta/webhook-text.json");
    assertThat(three.kept(webhook(body, by("app-one", body)))).containsValue("loja,fabrica");
    assertThat(three.kept(webhook(body, by("app-two", body)))).containsValue("outra");
  }

  @Test
  void anotherChannelsSecretCannotUseUpTheIdOfAMessage() {
    MetaWebhooks two =
        new MetaWebhooks(
            new TestChannels()
                .with(TestMeta.channel("loja", StubMeta.NUMBER, "app-one", null))
                .with(TestMeta.channel("outra", "3333333333", "app-two", null)),
            null);
    byte[] body = Samples.bytes("meta/webhook-text.json");
    Identity own = two.identify(webhook(body, by("app-one", body)));
    Identity forged = two.identify(webhook(body, by("app-two", body)));
    assertThat(own.key()).startsWith("loja/message:wamid.");
    assertThat(forged.key()).startsWith("?" + StubMeta.NUMBER + "/message:wamid.");
  }

  @ParameterizedTest
  @CsvSource({
    "webhook-text.json, whatsapp:552176540001",
    "webhook-text-old-ddd-no-ninth-digit.json, whatsapp:558591230001",
    "webhook-text-bsuid-only-no-phone.json, whatsapp:BR.13491208655302741918",
    "webhook-text-with-bsuid.json, whatsapp:552176540001",
    "webhook-reaction.json, whatsapp:552176540001",
    "webhook-smb_message_echoes.json, whatsapp:552176540001",
    "webhook-user_preferences-stop.json, whatsapp:552176540001",
    "webhook-batch-two-messages-one-status.json, whatsapp:552176540001",
    "webhook-status-read.json,"
        + " whatsapp-ack:wamid.HBgNNTUyMTk3NjU0MDAwMRUCABEYEjhBN0QxOUY0RjZDN0U5QzNGAA=="
  })
  void theFirstThingItTellsSaysWhatAWebhookIsAbout(String sample, String subject) {
    assertThat(identify(Samples.bytes("meta/" + sample)).subject()).isEqualTo(subject);
  }

  @Test
  void aStatusHasAKeyForEachState() {
    assertThat(identify(Samples.bytes("meta/webhook-status-read.json")).key())
        .isNotEqualTo(identify(Samples.bytes("meta/webhook-status-delivered.json")).key())
        .isEqualTo(identify(Samples.bytes("meta/webhook-status-read.json")).key());
  }

  @Test
  void aBodyThatIsNoWebhookIsIdentifiedByItsBytes() {
    for (String body : new String[] {"", "{", "[]", "null", "{}", "{\"entry\": []}"}) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      assertThat(identify(bytes).key()).startsWith("unreadable:");
    }
    byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    assertThat(identify(deep).subject()).isEqualTo("meta:unreadable");
  }

  @Property(tries = 300)
  void noBytesAreTooBadForAnIdentity(@ForAll byte[] body) {
    assertThat(identify(body).key()).isNotBlank();
  }

  @Property(tries = 300)
  void aDamagedWebhookHasAnIdentity(@ForAll int place, @ForAll byte value) {
    byte[] body = Samples.bytes("meta/webhook-batch-two-messages-one-status.json");
    body[Math.floorMod(place, body.length)] = value;
    assertThat(identify(body).key()).isNotBlank();
  }

  @SuppressWarnings(
      "NullAway") // javac 17 loses the @Nullable inside Function<…> of compiled classes
  @Test
  void theChallengeIsAnsweredForTheVerifyTokenOnly() {
    String http = Samples.text("meta/verification-request.http");
    Map<String, String> query = query(http.substring(http.indexOf('?') + 1, http.indexOf(" HTTP")));
    assertThat(webhooks.challenges()).isTrue();
    assertThat(webhooks.challenge(null, query::get)).isEqualTo("1158201444");
    assertThat(webhooks.refusedChallenge()).isEqualTo(403);

    for (String name : new String[] {"hub.mode", "hub.verify_token", "hub.challenge"}) {
      Map<String, String> without = new HashMap<>(query);
      without.remove(name);
      assertThat(webhooks.challenge(null, without::get)).as(name).isNull();
    }
    query.put("hub.verify_token", "other");
    assertThat(webhooks.challenge(null, query::get)).isNull();
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text.split("&")) {
      query.put(pair.split("=")[0], pair.split("=")[1]);
    }
    return query;
  }

  @Test
  void aHubForTryingOutWithoutAChannelHasTheSecretDev() {
    MetaWebhooks trial = new MetaWebhooks(new TestChannels(), "dev");
    byte[] body = Samples.bytes("meta/webhook-text.json");
    assertThat(trial.trusts(webhook(body, by("dev", body)))).isTrue();
    assertThat(trial.identify(webhook(body, by("dev", body))).key()).startsWith("?");
    MetaWebhooks real = new MetaWebhooks(new TestChannels().with(TestMeta.channel()), "dev");
    assertThat(real.trusts(webhook(body, by("dev", body)))).isFalse();
    assertThat(new MetaWebhooks(new TestChannels(), null).trusts(webhook(body, by("dev", body))))
        .isFalse();
  }

  @Test
  void metaWantsTheStatus200() {
    assertThat(webhooks.accepted()).isEqualTo(200);
    assertThat(webhooks.path()).isEqualTo("/webhooks/meta");
  }

  private Identity identify(byte[] body) {
    return webhooks.identify(webhook(body, by(StubMeta.APP_SECRET, body)));
  }

  private static String by(String secret, byte[] body) {
    return "sha256=" + Hmac.hex("HmacSHA256", secret, body);
  }

  @SuppressWarnings(
      "NullAway") // javac 17 loses the @Nullable inside Function<…> of compiled classes
  private static Webhook webhook(byte[] body, @Nullable String signature) {
    return new Webhook(
        null,
        "application/json",
        name -> name.equalsIgnoreCase(SIGNATURE) ? signature : null,
        name -> null,
        body,
        NOW);
  }
}
