package dev.recado.systems.kommo;

import dev.recado.ground.process.SealedText;
import dev.recado.spine.flow.UnprocessableException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores the connected account and the open consents in PostgreSQL. */
final class KommoAccounts {

  private static final String COLUMNS =
      "select url, access_token, refresh_token, expires_at from kommo_account where id = 1";

  private final JdbcClient jdbc;
  private final SealedText cipher;
  private final Clock clock;

  KommoAccounts(JdbcClient jdbc, SealedText cipher, Clock clock) {
    this.jdbc = jdbc;
    this.cipher = cipher;
    this.clock = clock;
  }

  /**
   * The account and its tokens.
   *
   * @param url without a trailing slash
   * @param access the access token
   * @param refresh the refresh token
   * @param expiresAt the end of the access token
   */
  record Account(String url, String access, String refresh, Instant expiresAt) {

    /** Leaves the tokens out, because the default text of a record would show them. */
    @Override
    public String toString() {
      return "Account[url=" + url + "]";
    }
  }

  Optional<Account> read() {
    return query(COLUMNS);
  }

  /** Reads it and locks it against other such readers until the transaction ends. */
  Optional<Account> readLocked() {
    return query(COLUMNS + " for update");
  }

  private Optional<Account> query(String sql) {
    return jdbc.sql(sql)
        .query(
            (row, n) ->
                new Account(
                    row.getString("url"),
                    open(row.getBytes("access_token")),
                    open(row.getBytes("refresh_token")),
                    row.getTimestamp("expires_at").toInstant()))
        .optional();
  }

  /** Tells the end of the access token without decrypting it; empty if no account is connected. */
  Optional<Instant> expiresAt() {
    return jdbc.sql("select expires_at from kommo_account")
        .query((row, n) -> row.getTimestamp(1).toInstant())
        .optional();
  }

  void write(Account account) {
    jdbc.sql(
            """
            insert into kommo_account (url, access_token, refresh_token, expires_at, renewed_at)
            values (:url, :access, :refresh, :expiresAt, :now)
                on conflict (id) do update
               set url = excluded.url, access_token = excluded.access_token,
                   refresh_token = excluded.refresh_token, expires_at = excluded.expires_at,
                   renewed_at = excluded.renewed_at
            """)
        .param("url", account.url())
        .param("access", cipher.seal(account.access()))
        .param("refresh", cipher.seal(account.refresh()))
        .param("expiresAt", Timestamp.from(account.expiresAt()))
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  void beginConsent(String state, Instant until) {
    jdbc.sql("delete from kommo_consent where expires_at < ?")
        .param(Timestamp.from(clock.instant()))
        .update();
    jdbc.sql("insert into kommo_consent (state, expires_at) values (?, ?)")
        .params(hash(state), Timestamp.from(until))
        .update();
  }

  /** Removes a consent; tells whether there was one. */
  boolean endConsent(String state) {
    return jdbc.sql("delete from kommo_consent where state = ? and expires_at >= ?")
            .params(hash(state), Timestamp.from(clock.instant()))
            .update()
        == 1;
  }

  private static byte[] hash(String state) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private String open(byte[] sealed) {
    return cipher
        .open(sealed)
        .orElseThrow(
            () ->
                new UnprocessableException(
                    "A autorização do Kommo foi guardada com outra RECADO_SECRET_KEY: volte à chave anterior, ou"
                        + " autorize de novo com o endereço que GET /api/kommo/authorize dá"));
  }
}
