package dev.recado.systems.form;

import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.TokenSource;
import dev.recado.spine.ingress.Webhook;
import java.time.ZoneOffset;

/**
 * The webhook of any site form. The token is in the path; the fields come as JSON or as a form post
 * of either kind.
 *
 * <p>The key is the header {@code Idempotency-Key} if the site sends one. Otherwise it is the body
 * and the day: the same form sent twice in a row is one event, and the same request of the same
 * person next month is another.
 */
final class FormWebhooks extends TokenSource {

  static final String NAME = "form";

  private final FormSettings settings;

  FormWebhooks(String token, FormSettings settings) {
    super(NAME, token);
    this.settings = settings;
  }

  @Override
  public int accepted() {
    return settings.answer();
  }

  @Override
  public boolean allowsOrigin(String origin) {
    return settings.allows(origin);
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
