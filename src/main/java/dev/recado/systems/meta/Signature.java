package dev.recado.systems.meta;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.ingress.Hmac;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.TokenCheck;
import dev.recado.spine.ingress.Webhook;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The signature of a webhook, and whose secret made it. */
final class Signature {

  private static final String HEADER = "X-Hub-Signature-256";
  private static final String ALGORITHM = "sha256=";

  /** What is kept of a webhook: itself, and the ids of the channels that it proved. */
  private static final String KEPT = "signature";

  private static final String PROVED = "proved";

  private final @Nullable String given;
  private final byte[] body;
  private final Set<String> arrival;
  private final Map<String, Boolean> fits = new HashMap<>();

  private Signature(@Nullable String given, byte[] body, Set<String> arrival) {
    this.given = given;
    this.body = body;
    this.arrival = arrival;
  }

  static Signature of(Webhook webhook) {
    return new Signature(webhook.header().apply(HEADER), webhook.body(), Set.of());
  }

  /** The signature of a webhook that was kept. */
  static Signature of(InboundRecord record) {
    Map<String, String> kept = record.kept();
    return new Signature(
        kept.get(KEPT),
        record.body(),
        Set.copyOf(List.of(kept.getOrDefault(PROVED, "").split(","))));
  }

  /** What the reader needs: a secret may be gone by then, and a channel may have been made. */
  Map<String, String> kept(Channels channels) {
    Map<String, String> kept = new LinkedHashMap<>();
    kept.put(PROVED, proves(channels).stream().map(Channel::id).collect(Collectors.joining(",")));
    if (given != null) {
      kept.put(KEPT, given);
    }
    return kept;
  }

  /** The ids of the channels that it proved when the webhook came. */
  Set<String> arrival() {
    return arrival;
  }

  /** The active channels that the webhook may speak for. */
  List<Channel> proves(Channels channels) {
    return channels.proving(MetaProvider.NAME).stream()
        .filter(channel -> arrival.contains(channel.id()) || madeFor(channel))
        .toList();
  }

  private boolean madeFor(Channel channel) {
    return Stream.of(MetaProvider.APP_SECRET, MetaProvider.FORMER_APP_SECRET)
        .flatMap(field -> channel.secret(field).stream())
        .anyMatch(this::madeWith);
  }

  /** Numbers of one app have one secret, so each secret is tried once. */
  boolean madeWith(String secret) {
    return given != null
        && fits.computeIfAbsent(
            secret, key -> TokenCheck.same(given, ALGORITHM + Hmac.hex("HmacSHA256", key, body)));
  }
}
