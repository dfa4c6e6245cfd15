package dev.recado.api.security;

import dev.recado.ground.web.Rows;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The users that may sign in. */
final class Users {

  private final JdbcClient jdbc;
  private final PasswordEncoder passwords;
  private final String nobodysHash;

  Users(JdbcClient jdbc, PasswordEncoder passwords) {
    this.jdbc = jdbc;
    this.passwords = passwords;
    this.nobodysHash = passwords.encode("nobody has this password");
  }

  /**
   * Checks a password. An unknown name takes the same time, so that the time does not show which
   * users exist.
   */
  boolean knows(String username, String password) {
    Optional<String> hash = hash(username);
    return passwords.matches(password, hash.orElse(nobodysHash)) && hash.isPresent();
  }

  private Optional<String> hash(String username) {
    return jdbc.sql("select password_hash from app_user where username = ?")
        .param(username)
        .query(String.class)
        .optional();
  }

  /** A mark that changes with the user's password and reveals nothing about it. */
  Optional<String> passwordMark(String username) {
    return hash(username).map(Users::mark);
  }

  static String mark(String hash) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(hash.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Makes sure that the user has this password. An unchanged password keeps its hash. */
  void ensure(String username, String password) {
    if (hash(username).filter(hash -> passwords.matches(password, hash)).isPresent()) {
      return;
    }
    jdbc.sql(
            """
            insert into app_user (username, password_hash) values (?, ?)
                on conflict (username) do update set password_hash = excluded.password_hash
            """)
        .params(username, passwords.encode(password))
        .update();
  }

  boolean exists(String username) {
    return hash(username).isPresent();
  }

  /** Adds a user. Returns false if another process has just done so. */
  boolean add(String username, String password) {
    return jdbc.sql(
                """
                insert into app_user (username, password_hash) values (?, ?)
                    on conflict (username) do nothing
                """)
            .params(username, passwords.encode(password))
            .update()
        > 0;
  }

  /**
   * Sets another password, which ends the sessions of the user.
   *
   * @return false if there is no such user
   */
  boolean change(String username, String password) {
    return jdbc.sql("update app_user set password_hash = ? where username = ?")
            .params(passwords.encode(password), username)
            .update()
        > 0;
  }

  /** Finds a user whose name differs at most in capital letters. */
  Optional<String> like(String username) {
    return jdbc.sql("select username from app_user where lower(username) = lower(?)")
        .param(username)
        .query(String.class)
        .optional();
  }

  /**
   * A user, as people see one.
   *
   * @param name of the sign-in
   * @param createdAt when the user was added
   * @param signedInAt when the user signed in last, or null
   */
  record User(String name, Instant createdAt, @Nullable Instant signedInAt) {}

  List<User> all() {
    return jdbc.sql("select * from app_user order by username")
        .query(
            (row, n) ->
                new User(
                    row.getString("username"),
                    Rows.at(row, "created_at"),
                    Rows.maybeAt(row, "signed_in_at")))
        .list();
  }
}
