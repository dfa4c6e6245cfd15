package dev.recado.systems.gateway;

import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.TokenSource;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.outbox.Contacts;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The webhook {@code POST /whatsapp-webhook}: the token is in the path or in the query, and there
 * is no signature.
 *
 * <p>The key is the header {@code Idempotency-Key} or the body's {@code id}, if there is one.
 * Otherwise it is the body and the minute: a customer may write the same text again, but not at
 * once.
 */
final class GatewayWebhooks extends TokenSource {

  static final String NAME = "gateway";

  GatewayWebhooks(String token) {
    super(NAME, token);
  }

  @Override
  public String path() {
    return "/whatsapp-webhook/{token}";
  }

  /** The answer that callers of the previous system expect. */
  @Override
  public String thanks() {
    return "{\"status\":\"success\"}";
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
            () ->
                StableId.hash(webhook.body())
                    + ":"
                    + webhook.receivedAt().truncatedTo(ChronoUnit.MINUTES));
  }
}
