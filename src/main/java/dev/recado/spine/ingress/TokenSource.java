package dev.recado.spine.ingress;

import org.jspecify.annotations.Nullable;

/** A source whose sender signs nothing, and proves itself by a token in the address. */
public abstract class TokenSource implements WebhookSource {

  private final String name;
  private final String token;

  /**
   * Makes the source.
   *
   * @param name as it stands in the path
   * @param token the secret in its address
   */
  protected TokenSource(String name, String token) {
    this.name = name;
    this.token = token;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean mayTrust(@Nullable String given) {
    return TokenCheck.same(given, token);
  }

  @Override
  public boolean trusts(Webhook webhook) {
    return mayTrust(webhook.token());
  }
}
