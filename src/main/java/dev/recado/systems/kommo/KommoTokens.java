package dev.recado.systems.kommo;

import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.systems.kommo.KommoAccounts.Account;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives the token for calls, and renews it.
 *
 * <p>A refresh token is valid once, and two hubs that used it at the same time could lose the
 * account. A hub that renews therefore locks the account's row until the new pair is written; other
 * hubs then find the new pair there. A pair is used only after it is written. If the hub dies in
 * between, Kommo still accepts the old refresh token, because only the use of the new pair ends it.
 */
final class KommoTokens {

  private final KommoSettings settings;
  private final KommoAccounts accounts;
  private final TokenEndpoint endpoint;
  private final TransactionTemplate alone;
  private final Clock clock;
  private volatile @Nullable Account known;

  KommoTokens(
      KommoSettings settings,
      KommoAccounts accounts,
      TokenEndpoint endpoint,
      TransactionTemplate alone,
      Clock clock) {
    this.settings = settings;
    this.accounts = accounts;
    this.endpoint = endpoint;
    this.alone = alone;
    this.clock = clock;
  }

  /**
   * The address and the token of a call.
   *
   * @param url the account's address, without a trailing slash
   * @param token for the header
   */
  record Access(String url, String token) {

    /** Leaves the token out, because the default text of a record would show it. */
    @Override
    public String toString() {
      return "Access[url=" + url + "]";
    }
  }

  Access current() {
    if (settings.longLived()) {
      return new Access(settings.url(), settings.accessToken());
    }
    Account account = known;
    if (account == null) {
      account = accounts.read().orElseThrow(this::missing);
      known = account;
    }
    boolean ending = account.expiresAt().minus(settings.renewAhead()).isBefore(clock.instant());
    return access(ending ? renew(account.access()) : account);
  }

  /**
   * Gives another token after Kommo refused this one.
   *
   * @param refused the token of the refused call
   * @return empty if there is no other
   */
  Optional<Access> instead(Access refused) {
    return settings.longLived() ? Optional.empty() : Optional.of(access(renew(refused.token())));
  }

  /** Takes over the account that was just connected. */
  void connected(Account account) {
    alone.executeWithoutResult(status -> accounts.write(account));
    known = account;
  }

  /** Tells the id of the token's user; empty if the token does not say it. */
  Optional<String> user() {
    return settings.longLived()
        ? TokenUser.of(settings.accessToken())
        : accounts.read().map(Account::access).flatMap(TokenUser::of);
  }

  /** Tells the end of the access token; empty without OAuth, or if no account is connected. */
  Optional<Instant> expiresAt() {
    return settings.longLived() ? Optional.empty() : accounts.expiresAt();
  }

  private Account renew(String old) {
    Account account = Objects.requireNonNull(alone.execute(status -> renewLocked(old)));
    known = account;
    return account;
  }

  private Account renewLocked(String old) {
    Account account = accounts.readLocked().orElseThrow(this::missing);
    if (!account.access().equals(old)) {
      // Another hub has renewed it already.
      return account;
    }
    Account renewed = endpoint.byRefresh(account);
    accounts.write(renewed);
    return renewed;
  }

  private static Access access(Account account) {
    return new Access(account.url(), account.access());
  }

  /**
   * The error of a missing account. With OAuth, messages wait, because an account may be connected
   * soon.
   */
  private RuntimeException missing() {
    return settings.oauth()
        ? new TryLaterException(
            "Nenhuma conta do Kommo está conectada: um administrador abre o endereço que GET"
                + " /api/kommo/authorize dá",
            null)
        : new UnprocessableException(
            "Falta a autorização do Kommo: defina KOMMO_URL e KOMMO_ACCESS_TOKEN, ou KOMMO_CLIENT_ID,"
                + " KOMMO_CLIENT_SECRET e KOMMO_REDIRECT_URI");
  }
}
