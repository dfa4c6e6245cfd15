package dev.recado.spine.foreign;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of databases that the hub has a driver for, and how each is held to reading. */
public enum Dialect {
  /** PostgreSQL. Its sessions are read-only. */
  POSTGRESQL(
      "PostgreSQL",
      "org.postgresql.Driver",
      true,
      "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"),
  /** MariaDB and MySQL, by the driver of MariaDB. Their sessions are read-only. */
  MARIADB("MariaDB or MySQL", "org.mariadb.jdbc.Driver", true, "SET SESSION TRANSACTION READ ONLY"),
  /**
   * Microsoft SQL Server, which has no read-only sessions. No transaction is ever committed, so the
   * pool takes each back.
   */
  SQLSERVER("SQL Server", "com.microsoft.sqlserver.jdbc.SQLServerDriver", false, null);

  private static final long CONNECT_SECONDS = 3;

  /** How much longer than a query its connection may be silent. */
  private static final long GRACE_SECONDS = 5;

  private final String title;
  private final String driver;
  private final boolean autoCommit;
  private final @Nullable String first;

  Dialect(String title, String driver, boolean autoCommit, @Nullable String first) {
    this.title = title;
    this.driver = driver;
    this.autoCommit = autoCommit;
    this.first = first;
  }

  /** The dialect of a scheme such as {@code postgres}; empty if there is no driver for it. */
  static Optional<Dialect> of(String scheme) {
    return Optional.ofNullable(
        switch (scheme.toLowerCase(Locale.ROOT)) {
          case "postgres", "postgresql" -> POSTGRESQL;
          case "mariadb", "mysql" -> MARIADB;
          case "sqlserver" -> SQLSERVER;
          default -> null;
        });
  }

  String title() {
    return title;
  }

  String driver() {
    return driver;
  }

  /** How an address asks for a connection that is encrypted and to the right server. */
  String tls() {
    return switch (this) {
      case POSTGRESQL -> "sslmode=verify-full, or sslmode=require to take any certificate";
      case MARIADB -> "sslMode=verify-full, or sslMode=trust to take any certificate";
      case SQLSERVER ->
          "encrypt=true, and trustServerCertificate=true only to take any certificate";
    };
  }

  boolean autoCommit() {
    return autoCommit;
  }

  /**
   * What a connection runs first each time that it is lent, or null. A function that runs in a
   * session may change the session.
   */
  @Nullable String first() {
    return first;
  }

  /** What the driver is told besides the address. */
  Map<String, String> properties(Duration timeout) {
    long silent = timeout.toSeconds() + GRACE_SECONDS;
    return switch (this) {
      case POSTGRESQL ->
          Map.of(
              "ApplicationName",
              "recado",
              "connectTimeout",
              String.valueOf(CONNECT_SECONDS),
              "loginTimeout",
              String.valueOf(CONNECT_SECONDS),
              "socketTimeout",
              String.valueOf(silent),
              "tcpKeepAlive",
              "true",
              // The details of errors quote whole rows, which must not get into the log.
              "logServerErrorDetail",
              "false");
      case MARIADB ->
          Map.of(
              "connectTimeout",
              String.valueOf(CONNECT_SECONDS * 1000),
              "socketTimeout",
              String.valueOf(silent * 1000),
              "allowLocalInfile",
              "false",
              "allowMultiQueries",
              "false");
      case SQLSERVER ->
          Map.of(
              "applicationName",
              "recado",
              "applicationIntent",
              "ReadOnly",
              "loginTimeout",
              String.valueOf(CONNECT_SECONDS),
              "socketTimeout",
              String.valueOf(silent * 1000));
    };
  }
}
