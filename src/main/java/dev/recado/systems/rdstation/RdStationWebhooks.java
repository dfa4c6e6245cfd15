package dev.recado.systems.rdstation;

import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.TokenCheck;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RD Station's webhooks: a token in the path, for RD Station signs nothing. */
final class RdStationWebhooks implements WebhookSource {

  static final String NAME = "rdstation";

  private final String token;

  RdStationWebhooks(String token) {
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

  /** The first lead names the whole: the others have keys of their own. */
  @Override
  public Identity identify(Webhook webhook) {
    List<Conversion> conversions = Conversion.in(webhook.body(), 1);
    return conversions.isEmpty()
        ? new Identity("unreadable:" + StableId.hash(webhook.body()), NAME + ":unreadable")
        : new Identity(conversions.get(0).key(), conversions.get(0).subject());
  }
}
