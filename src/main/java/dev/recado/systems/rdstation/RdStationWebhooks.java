package dev.recado.systems.rdstation;

import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.TokenSource;
import dev.recado.spine.ingress.Webhook;
import java.util.List;

/** RD Station's webhooks: a token in the path, for RD Station signs nothing. */
final class RdStationWebhooks extends TokenSource {

  static final String NAME = "rdstation";

  RdStationWebhooks(String token) {
    super(NAME, token);
  }

  /** The first lead identifies the whole webhook; each further lead gets its own key later. */
  @Override
  public Identity identify(Webhook webhook) {
    List<Conversion> conversions = Conversion.in(webhook.body(), 1);
    return conversions.isEmpty()
        ? new Identity("unreadable:" + StableId.hash(webhook.body()), NAME + ":unreadable")
        : new Identity(conversions.get(0).key(), conversions.get(0).subject());
  }
}
