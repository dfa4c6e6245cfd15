package dev.recado.systems.form;

import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.TokenSource;
import dev.recado.spine.ingress.Webhook;
import java.time.ZoneOffset;

/**
 * A form of any web site: a token in the path, the fields as JSON or as a form post of either kind.
 *
 * <p>The key is the header {@code Idempotency-Key} where the site sends one. Else it is the body
 * and the day: the same form sent twice in a row is one event, and the same person who asks the
 * same again next month is another.
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
