package dev.recado.form;

import dev.recado.ingress.StableId;
import dev.recado.ingress.TokenCheck;
import dev.recado.ingress.Webhook;
import dev.recado.ingress.WebhookSource;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A form of any web site: a token in the path, the fields as JSON or as an ordinary form post.
 *
 * <p>The key is the header {@code Idempotency-Key} where the site sends one. Else it is the body
 * and the day: the same form sent twice in a row is one event, and the same person who asks the
 * same again next month is another.
 */
final class FormWebhooks implements WebhookSource {

  static final String NAME = "form";

  private final String token;

  FormWebhooks(String token) {
    this.token = token;
  }

  @Override
  public String name() {
    return NAME;
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
    String given = webhook.header().apply("Idempotency-Key");
    String key =
        given == null || given.isBlank()
            ? StableId.hash(webhook.body())
                + ":"
                + webhook.receivedAt().atOffset(ZoneOffset.UTC).toLocalDate()
            : "key:" + given.strip();
    return new Identity(key, NAME + ":" + key);
  }
}
