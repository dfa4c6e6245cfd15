package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.Hmac;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several numbers on WAHA: each webhook is of its own channel, and no key speaks for another. */
class WahaChannelsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final TestChannels channels =
      new TestChannels()
          .with(TestWaha.channel("key-of-the-settings"))
          .with(channel("vendas", "vendas", "key-of-vendas", null))
          .with(channel("suporte", "default", "key-of-suporte", "old-key-of-suporte"));
  private final WahaWebhooks webhooks = new WahaWebhooks(channels);
  private final WahaEvents events = new WahaEvents(Duration.ZERO, "", channels);

  private static Channel channel(String id, String session, String key, @Nullable String former) {
    Map<String, String> secrets = new LinkedHashMap<>(Map.of(WahaProvider.HMAC_KEY, key));
    if (former != null) {
      secrets.put(WahaProvider.FORMER_HMAC_KEY, former);
    }
    return new Channel(
        id,
        "waha",
        null,
        id,
        Map.of(WahaProvider.SESSION, session),
        secrets,
        null,
        null,
        null,
        null,
        true,
        false,
        false,
        false,
        1);
  }

  private static Webhook signed(String session, String key) {
    byte[] body = Webhooks.changed("message-text.noweb", tree -> tree.put("session", session));
    String signature = Hmac.hex("HmacSHA512", key, body);
    return webhook(body, Map.of("X-Webhook-Hmac", signature));
  }

  // javac 17 loses the @Nullable inside Function<…> of compiled classes.
  @SuppressWarnings("NullAway")
  private static Webhook webhook(byte[] body, Map<String, String> headers) {
    Function<String, String> header = headers::get;
    return new Webhook(null, "application/json", header, query -> null, body, NOW);
  }

  private Event read(Webhook webhook) {
    assertThat(webhooks.trusts(webhook)).isTrue();
    InboundRecord record =
        InboundRecord.of(
            "waha",
            webhooks.identify(webhook),
            NOW,
            webhook.contentType(),
            webhooks.kept(webhook),
            webhook.body());
    return events.read(record).get(0);
  }

  @Test
  void theSessionAndItsKeyTellTheChannel() {
    assertThat(read(signed("vendas", "key-of-vendas")).body()).containsEntry("channel", "vendas");
    assertThat(read(signed("default", "key-of-the-settings")).body())
        .containsEntry("channel", "waha");
  }

  @Test
  void sessionsOfTwoWahasMayHaveTheSameName() {
    Webhook here = signed("default", "key-of-the-settings");
    Webhook there = signed("default", "key-of-suporte");
    assertThat(read(there).body()).containsEntry("channel", "suporte");
    assertThat(webhooks.identify(there).key()).isNotEqualTo(webhooks.identify(here).key());
  }

  @Test
  void theFormerKeyIsValidDuringARotation() {
    assertThat(read(signed("default", "old-key-of-suporte")).body())
        .containsEntry("channel", "suporte");
    assertThat(webhooks.trusts(signed("default", "an-older-key"))).isFalse();
  }

  @Test
  void theKeyOfOneChannelDoesNotSpeakForAnother() {
    Event forged = read(signed("vendas", "key-of-suporte"));
    assertThat(forged.type()).isEqualTo("whatsapp.channel.unknown");
    assertThat(forged.body()).containsEntry("account", "vendas");
  }

  @Test
  void aSessionThatIsNoChannelIsKeptAsUnknown() {
    assertThat(read(signed("outra", "key-of-vendas")).type()).isEqualTo("whatsapp.channel.unknown");
  }

  @Test
  void anUnsignedWebhookIsRefused() {
    byte[] body = Webhooks.changed("message-text.noweb", tree -> {});
    Webhook unsigned = webhook(body, Map.of());
    assertThat(webhooks.trusts(unsigned)).isFalse();
    assertThat(webhooks.unproved()).isFalse();
  }
}
