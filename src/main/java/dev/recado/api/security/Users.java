package dev.recado.api.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
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
}
