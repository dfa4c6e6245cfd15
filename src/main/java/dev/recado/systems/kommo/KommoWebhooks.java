package dev.recado.systems.kommo;

import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.TokenSource;
import dev.recado.spine.ingress.Webhook;
import java.util.List;

/** Kommo's webhooks: a token in the path or the query, for Kommo signs nothing. */
final class KommoWebhooks extends TokenSource {

  static final String NAME = "kommo";

  private final String account;

  /**
   * Creates the source.
   *
   * @param token the secret in its address
   * @param account the only account to accept, or empty for any
   */
  KommoWebhooks(String token, String account) {
    super(NAME, token);
    this.account = account;
  }

  @Override
  public boolean trusts(Webhook webhook) {
    return super.trusts(webhook)
        && (account.isEmpty()
            || account.equals(KommoForm.parse(webhook.body()).text("account", "id")));
  }

  /** The first record identifies the whole webhook; each record gets its own key later. */
  @Override
  public Identity identify(Webhook webhook) {
    List<KommoRecord> records = KommoRecord.in(KommoForm.parse(webhook.body()), 1);
    return records.isEmpty()
        ? new Identity("unreadable:" + StableId.hash(webhook.body()), NAME + ":unreadable")
        : new Identity(records.get(0).key(), records.get(0).subject());
  }
}
