package dev.recado.systems.kommo;

import java.time.Instant;
import java.util.Optional;

/** Tells the state of the connection to the account, without a call to Kommo. */
public final class KommoConnection {

  private final KommoSettings settings;
  private final KommoTokens tokens;

  KommoConnection(KommoSettings settings, KommoTokens tokens) {
    this.settings = settings;
    this.tokens = tokens;
  }

  /**
   * Tells whether the hub has a token for calls.
   *
   * @return true with a long-lived token, or if an account was connected by OAuth
   */
  public boolean connected() {
    return settings.longLived() || tokens.expiresAt().isPresent();
  }

  /**
   * Tells when the access token of OAuth ends; the hub renews it before that.
   *
   * @return empty with a long-lived token, or if no account is connected
   */
  public Optional<Instant> tokenExpiresAt() {
    return tokens.expiresAt();
  }

  /**
   * Tells the account's address.
   *
   * @return without a trailing slash
   * @throws RuntimeException the same as for a call, if no account is connected
   */
  public String url() {
    return tokens.current().url();
  }
}
