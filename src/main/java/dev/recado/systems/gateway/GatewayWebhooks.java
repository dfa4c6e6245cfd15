package dev.recado.systems.gateway;

import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.TokenCheck;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource;
import dev.recado.spine.outbox.Contacts;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /whatsapp-webhook}: a token behind it or in the query, no signature.
 *
 * <p>The key is the header {@code Idempotency-Key} or the body's {@code id}, where there is one.
 * Else it is the body and the minute: a customer may well write the same again, but not at once.
 */
final class GatewayWebhooks implements WebhookSource {

  static final String NAME = "gateway";

  private final String token;

  GatewayWebhooks(String token) {
    this.token = token;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String path() {
    return "/whatsapp-webhook/{token}";
  }

  /** What the callers of the system before read. */
  @Override
  public String thanks() {
    return "{\"status\":\"success\"}";
  }

  @Override
  public boolean mayTrust(@Nullable String given) {
    return TokenCheck.same(given, token);
  }

  @Override
  public boolean trusts(Webhook webhook) {
    return mayTrust(webhook.token());
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
