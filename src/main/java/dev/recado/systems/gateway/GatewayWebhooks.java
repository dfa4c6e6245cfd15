package dev.recado.systems.gateway;

import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.TokenSource;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.Window;
import dev.recado.spine.outbox.Contacts;
import java.time.Duration;
import java.util.Optional;

/**
 * The webhook {@code POST /whatsapp-webhook}: the token is in the path or in the query, and there
 * is no signature.
 *
 * <p>The key is the header {@code Idempotency-Key} or the body's {@code id}, if there is one.
 * Otherwise it is the body within a minute: a customer may write the same text again, but not at
 * once.
 */
final class GatewayWebhooks extends TokenSource {

  static final String NAME = "gateway";

  private static final Duration REPEATED_WITHIN = Duration.ofMinutes(1);

  GatewayWebhooks(String token) {
    super(NAME, token);
  }

  @Override
  public String path() {
    return "/whatsapp-webhook/{token}";
  }

  /** The answer that callers of the previous system expect. */
  @Override
  public Thanks thanks() {
    return Thanks.json("{\"status\":\"success\"}");
  }

  @Override
  public Identity identify(Webhook webhook) {
    Optional<GatewayMessage> message = GatewayMessage.in(webhook.body());
    String subject =
        message.map(written -> Contacts.conversation(written.phone())).orElse(NAME + ":unreadable");
    return new Identity(key(webhook, message), subject);
  }

  private static String key(Webhook webhook, Optional<GatewayMessage> message) {
    String given = webhook.header().apply("Idempotency-Key");
    if (given != null && !given.isBlank()) {
      return "key:" + given.strip();
    }
    return message
        .map(GatewayMessage::id)
        .map(id -> "id:" + id)
        .orElseGet(
            () -> Window.key(StableId.hash(webhook.body()), REPEATED_WITHIN, webhook.receivedAt()));
  }
}
