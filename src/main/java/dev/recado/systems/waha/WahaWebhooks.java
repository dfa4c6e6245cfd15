package dev.recado.systems.waha;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.ingress.Hmac;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.TokenCheck;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource;
import dev.recado.systems.engine.MessageKey;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * WAHA's webhooks: signed, and repeated until the hub answers (docs/contracts.md#waha-webhooks).
 *
 * <p>A session that subscribes to both {@code message} and {@code message.any} reports each
 * incoming message twice, in envelopes with different ids. The key is therefore the message's id.
 */
final class WahaWebhooks implements WebhookSource {

  static final String NAME = "waha";

  private static final String ALGORITHM = "sha512";

  private final Channels channels;

  /**
   * Creates the source.
   *
   * @param channels with the keys of their signatures
   */
  WahaWebhooks(Channels channels) {
    this.channels = channels;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String path() {
    return "/webhooks/" + NAME;
  }

  /** Only a WAHA of the settings may be without a key, and only on the hub's own machine. */
  @Override
  public boolean unproved() {
    return channels.proving(NAME).stream().anyMatch(WahaWebhooks::unsigned);
  }

  private static boolean unsigned(Channel channel) {
    return channel.ofSettings() && channel.secret(WahaProvider.HMAC_KEY).isEmpty();
  }

  @Override
  public boolean blind() {
    return channels.blind(NAME);
  }

  @Override
  public boolean trusts(Webhook webhook) {
    return !provedBy(webhook).isEmpty();
  }

  /** The channels whose key signed the webhook. */
  private List<Channel> provedBy(Webhook webhook) {
    String algorithm = webhook.header().apply("X-Webhook-Hmac-Algorithm");
    String given = webhook.header().apply("X-Webhook-Hmac");
    if (algorithm != null && !algorithm.equalsIgnoreCase(ALGORITHM)) {
      return List.of();
    }
    Map<String, Boolean> fits = new HashMap<>();
    return channels.proving(NAME).stream()
        .filter(
            channel ->
                // A signature that the hub cannot check must not count as no signature.
                given == null ? unsigned(channel) : signed(channel, given, webhook.body(), fits))
        .toList();
  }

  /** Sessions of one WAHA have one key, so each key is tried once. */
  private static boolean signed(
      Channel channel, String given, byte[] body, Map<String, Boolean> fits) {
    return Stream.of(WahaProvider.HMAC_KEY, WahaProvider.FORMER_HMAC_KEY)
        .flatMap(field -> channel.secret(field).stream())
        .anyMatch(
            key ->
                fits.computeIfAbsent(
                    key,
                    each ->
                        TokenCheck.same(
                            given.toLowerCase(Locale.ROOT), Hmac.hex("HmacSHA512", each, body))));
  }

  /** With several channels the reader must know whose key it was: one may not speak for another. */
  @Override
  public Map<String, String> kept(Webhook webhook) {
    return channels.proving(NAME).size() < 2
        ? Map.of()
        : Map.of(
            WahaSession.PROVED,
            provedBy(webhook).stream().map(Channel::id).collect(Collectors.joining(",")));
  }

  @Override
  public Identity identify(Webhook webhook) {
    Fields fields = Glance.at(webhook.body());
    String key = key(fields);
    return new Identity(
        prefix(webhook, fields) + (key == null ? StableId.hash(webhook.body()) : key),
        subject(fields));
  }

  /** Sessions of two WAHAs may have the same name. The channel of the settings has no prefix. */
  private String prefix(Webhook webhook, Fields fields) {
    List<Channel> all = channels.proving(NAME);
    if (all.size() < 2 && all.stream().allMatch(Channel::ofSettings)) {
      return "";
    }
    return WahaSession.channel(fields.get(Fields.SESSION), provedBy(webhook), all)
        .filter(channel -> !channel.ofSettings())
        .map(channel -> channel.id() + "/")
        .orElse("");
  }

  /**
   * Identifies a message that the hub has read by itself, as a webhook of it would be.
   *
   * @return empty if it has no id, or is no message yet
   */
  static Optional<Identity> messageOf(Channel channel, byte[] envelope) {
    Fields fields = Glance.at(envelope);
    String message = fields.messageId();
    if (message == null || fields.placeholder()) {
      return Optional.empty();
    }
    String prefix = channel.ofSettings() ? "" : channel.id() + "/";
    return Optional.of(new Identity(prefix + key(fields, "message", message), subject(fields)));
  }

  private static @Nullable String key(Fields fields) {
    String event = fields.get(Fields.EVENT);
    if (event == null) {
      return null;
    }
    String message = fields.messageId();
    return switch (event) {
      case "message", "message.any" ->
          message == null
              ? null
              : fields.placeholder() ? envelope(fields, event) : key(fields, "message", message);
      case "message.ack", "message.ack.group" -> acknowledgement(fields, message);
      default -> envelope(fields, event);
    };
  }

  private static @Nullable String envelope(Fields fields, String event) {
    String id = fields.get(Fields.ID);
    return id == null ? null : event + ":" + id;
  }

  private static @Nullable String acknowledgement(Fields fields, @Nullable String message) {
    String ack = fields.get(Fields.ACK);
    return message == null || ack == null
        ? null
        : key(fields, "ack", message, ack, fields.get(Fields.PARTICIPANT));
  }

  /** Makes a key that includes the session: two numbers in one group receive the same message. */
  private static String key(Fields fields, String kind, @Nullable String... parts) {
    return Stream.concat(Stream.of(kind, fields.get(Fields.SESSION)), Stream.of(parts))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(":"));
  }

  private static String subject(Fields fields) {
    String event = fields.get(Fields.EVENT);
    if (event == null) {
      return NAME + ":unreadable";
    }
    String message = fields.messageId();
    if (event.startsWith("message.ack") && message != null) {
      return "whatsapp-ack:" + MessageKey.of(message).id();
    }
    String session = fields.get(Fields.SESSION);
    if (event.equals("session.status") && session != null) {
      return "whatsapp-session:" + session;
    }
    Peer peer = Peer.of(fields);
    return peer == null ? NAME + ":" + event : peer.subject();
  }
}
