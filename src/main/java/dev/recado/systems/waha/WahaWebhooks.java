package dev.recado.systems.waha;

import dev.recado.spine.ingress.Hmac;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.TokenCheck;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource;
import java.util.Locale;
import java.util.Objects;
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

  private final @Nullable String secret;

  /**
   * Creates the source.
   *
   * @param secret WAHA's secret for signatures; null if WAHA signs nothing
   */
  WahaWebhooks(@Nullable String secret) {
    this.secret = secret;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String path() {
    return "/webhooks/" + NAME;
  }

  @Override
  public boolean unproved() {
    return secret == null;
  }

  @Override
  public boolean trusts(Webhook webhook) {
    String algorithm = webhook.header().apply("X-Webhook-Hmac-Algorithm");
    if (algorithm != null && !algorithm.equalsIgnoreCase(ALGORITHM)) {
      return false;
    }
    String given = webhook.header().apply("X-Webhook-Hmac");
    if (secret == null) {
      // A signature that the hub cannot check must not count as no signature.
      return given == null;
    }
    return given != null
        && TokenCheck.same(
            given.toLowerCase(Locale.ROOT), Hmac.hex("HmacSHA512", secret, webhook.body()));
  }

  @Override
  public Identity identify(Webhook webhook) {
    Fields fields = Glance.at(webhook.body());
    String key = key(fields);
    return new Identity(key == null ? StableId.hash(webhook.body()) : key, subject(fields));
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
