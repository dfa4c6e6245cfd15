package dev.recado.spine.foreign;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a database in JDBC's notation, with the login beside it.
 *
 * @param dialect which kind of database it is
 * @param jdbc the address without user and password
 * @param user empty if the address names none
 * @param password empty if the address names none
 */
record Address(Dialect dialect, String jdbc, String user, String password) {

  private static final Pattern SCHEME =
      Pattern.compile("(?i)(?:jdbc:)?([a-z]+)://(?:([^/?#;]*)@)?([^@\\s]*)");

  /** Hosts, database, parameters. */
  private static final Pattern REST =
      Pattern.compile("((?:\\[[0-9A-Fa-f:.]+]|[\\w.,:\\\\-])+)(?:/([^?;]*))?([?;].*)?");

  private static final Pattern LOGIN =
      Pattern.compile("(?i)[?&;]\\s*(?:user|username|user ?name|password|pwd)\\s*=");

  /**
   * Reads an address.
   *
   * @param text for example {@code jdbc:sqlserver://host:1433;databaseName=erp} or {@code
   *     postgres://user:password@host/erp}
   * @return empty if no driver can read it, or a parameter holds a user or a password
   */
  static Optional<Address> read(String text) {
    Matcher whole = SCHEME.matcher(text.strip());
    if (!whole.matches() || LOGIN.matcher(whole.group(3)).find()) {
      return Optional.empty();
    }
    Matcher rest = REST.matcher(whole.group(3));
    if (!rest.matches()) {
      return Optional.empty();
    }
    try {
      String[] login = Optional.ofNullable(whole.group(2)).orElse("").split(":", 2);
      String user = decoded(login[0]);
      String password = login.length > 1 ? decoded(login[1]) : "";
      return Dialect.of(whole.group(1))
          .flatMap(
              dialect ->
                  jdbc(dialect, rest).map(jdbc -> new Address(dialect, jdbc, user, password)));
    } catch (IllegalArgumentException badPercentSign) {
      return Optional.empty();
    }
  }

  private static Optional<String> jdbc(Dialect dialect, Matcher rest) {
    String hosts = rest.group(1);
    @Nullable String database = rest.group(2);
    String parameters = Optional.ofNullable(rest.group(3)).orElse("");
    boolean semicolons = parameters.startsWith(";");
    if (dialect == Dialect.SQLSERVER) {
      String named = database == null || database.isEmpty() ? "" : ";databaseName=" + database;
      boolean readable = parameters.isEmpty() || semicolons;
      return readable
          ? Optional.of("jdbc:sqlserver://" + hosts + named + parameters)
          : Optional.empty();
    }
    if (database == null || database.isEmpty() || semicolons || hosts.contains("\\")) {
      return Optional.empty();
    }
    String scheme = dialect == Dialect.POSTGRESQL ? "postgresql" : "mariadb";
    return Optional.of("jdbc:%s://%s/%s%s".formatted(scheme, hosts, database, parameters));
  }

  /** Decodes percent signs only: a plus is a plus. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Leaves the password out, because the default text of a record would show it. */
  @Override
  public String toString() {
    return "Address[dialect=" + dialect + "]";
  }
}
