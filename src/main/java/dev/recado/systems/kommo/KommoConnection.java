package dev.recado.systems.kommo;

import java.time.Instant;
import java.util.Optional;

/** Tells how it stands with the account, without asking Kommo. */
public final class KommoConnection {

  private final KommoSettings settings;
  private final KommoTokens tokens;

  KommoConnection(KommoSettings settings, KommoTokens tokens) {
    this.settings = settings;
    this.tokens = tokens;
  }

  /**
   * Tells whether there is something to call with.
   *
   * @return true with a long-lived token, or where an account was connected by OAuth
   */
  public boolean connected() {
    return settings.longLived() || tokens.expiresAt().isPresent();
  }

  /**
   * Tells when the access token of OAuth ends; it is renewed before.
   *
   * @return empty with a long-lived token, or where no account is connected
   */
  public Optional<Instant> tokenExpiresAt() {
    return tokens.expiresAt();
  }

  /**
   * Tells the account's address.
   *
   * @return without a trailing slash
   * @throws RuntimeException what a call would throw where none is connected
   */
  public String url() {
    return tokens.current().url();
  }
}
