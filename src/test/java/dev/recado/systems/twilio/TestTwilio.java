package dev.recado.systems.twilio;

import dev.recado.StubTwilio;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Webhook;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Channels and webhooks of Twilio, for tests of its parts. */
final class TestTwilio {

  static final Instant NOW = Instant.parse("2026-07-14T12:00:00Z");

  private TestTwilio() {}

  /** A channel of the API. */
  static Channel channel(String id, Map<String, String> settings, Map<String, String> secrets) {
    return new Channel(
        id,
        TwilioProvider.NAME,
        null,
        id,
        settings,
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

  /** The channel of the samples at an API. */
  static Channel channel(String apiUrl, String webhookUrl) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(TwilioProvider.ACCOUNT, StubTwilio.ACCOUNT);
    settings.put(TwilioProvider.FROM, StubTwilio.NUMBER);
    settings.put(TwilioProvider.API_URL, apiUrl);
    settings.put(TwilioProvider.WEBHOOK_URL, webhookUrl);
    settings.values().removeIf(String::isEmpty);
    return channel("t-001", settings, Map.of(TwilioProvider.TOKEN, StubTwilio.TOKEN));
  }

  /** A number of an account, whose webhooks go by the request's own address. */
  static Channel number(String id, String account, String from, String token) {
    return channel(
        id,
        Map.of(TwilioProvider.ACCOUNT, account, TwilioProvider.FROM, from),
        Map.of(TwilioProvider.TOKEN, token));
  }

  @SuppressWarnings(
      "NullAway") // javac 17 loses the @Nullable inside Function<…> of compiled classes
  static Webhook webhook(byte[] body, String url, @Nullable String signature) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (signature != null) {
      headers.put("X-Twilio-Signature", signature);
    }
    Map<String, String> query = new TreeMap<>();
    int mark = url.indexOf('?');
    if (mark > 0) {
      query.putAll(
          StubTwilio.pairs(
              url.substring(mark + 1).getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }
    Function<String, String> header = headers::get;
    Function<String, String> parameter = query::get;
    return new Webhook(
        null,
        "application/x-www-form-urlencoded; charset=UTF-8",
        header,
        parameter,
        body,
        NOW,
        () -> url);
  }

  /** Lets a source take a webhook, and reads its only event. */
  static Event read(TwilioWebhooks source, TwilioEvents reader, Webhook webhook) {
    InboundRecord record =
        InboundRecord.of(
            source.name(),
            source.identify(webhook),
            webhook.receivedAt(),
            webhook.contentType(),
            source.kept(webhook),
            webhook.body());
    return reader.read(record).get(0);
  }
}
