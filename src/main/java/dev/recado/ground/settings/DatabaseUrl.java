package dev.recado.ground.settings;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a PostgreSQL in JDBC's notation, made from the notations of libpq (PostgreSQL's
 * manual, "Connection URIs" and "Environment Variables").
 *
 * @param from the variable that holds it
 * @param jdbc the address without user and password; if it cannot be read, the address as written,
 *     and the check of the settings names the variable
 * @param user empty if none is named
 * @param password empty if none is named
 */
record DatabaseUrl(String from, String jdbc, String user, String password) {

  private static final Pattern LIBPQ = Pattern.compile("(?i)postgres(ql)?://.*");

  /** Scheme, login, hosts, database, parameters; a password may hold an unescaped {@code @}. */
  private static final Pattern PARTS =
      Pattern.compile(
          "(?i)postgres(?:ql)?://(?:([^/?#]*)@)?([^/?#@]*)(?:/([^?#]*))?(?:\\?([^#]*))?");

  private static final Pattern HOSTS =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:\\d{1,5})?");

  /** Parameters that have another name in JDBC; the others keep theirs. */
  private static final Map<String, String> NAMES =
      Map.of(
          "application_name", "ApplicationName",
          "connect_timeout", "connectTimeout",
          "channel_binding", "channelBinding",
          "gssencmode", "gssEncMode",
          "schema", "currentSchema");

  /**
   * Finds the address: first {@code SPRING_DATASOURCE_URL}, then {@code DATABASE_URL}, then {@code
   * PGHOST} and the variables beside it.
   *
   * @param settings gives the value of a variable, empty if it is not set
   * @return empty if the hub's own notation is used already, or nothing is set
   */
  static Optional<DatabaseUrl> of(UnaryOperator<String> settings) {
    String own = settings.apply(OtherNames.URL).strip();
    if (!own.isEmpty()) {
      return LIBPQ.matcher(own).matches()
          ? Optional.of(uri(OtherNames.URL, own, settings))
          : Optional.empty();
    }
    String url = settings.apply("DATABASE_URL").strip();
    if (!url.isEmpty()) {
      return Optional.of(uri("DATABASE_URL", url, settings));
    }
    String host = settings.apply("PGHOST").strip();
    return host.isEmpty() ? Optional.empty() : Optional.of(variables(host, settings));
  }

  private static DatabaseUrl uri(String from, String url, UnaryOperator<String> settings) {
    Matcher parts = PARTS.matcher(url);
    if (!parts.matches()) {
      return new DatabaseUrl(from, url, "", "");
    }
    try {
      String[] login = Optional.ofNullable(parts.group(1)).orElse("").split(":", 2);
      String user = decoded(login[0]);
      String password = login.length > 1 ? decoded(login[1]) : settings.apply("PGPASSWORD");
      String database = decoded(Optional.ofNullable(parts.group(3)).orElse(""));
      String query = Optional.ofNullable(parts.group(4)).orElse("");
      String jdbc = jdbc(hosts(parts.group(2)), database, parameters(query));
      return new DatabaseUrl(from, jdbc, user, password);
    } catch (IllegalArgumentException unreadable) {
      return new DatabaseUrl(from, url, "", "");
    }
  }

  private static DatabaseUrl variables(String host, UnaryOperator<String> settings) {
    String port = settings.apply("PGPORT").strip();
    String user = settings.apply("PGUSER").strip();
    String database = settings.apply("PGDATABASE").strip();
    String ssl = settings.apply("PGSSLMODE").strip();
    Map<String, String> parameters = ssl.isEmpty() ? Map.of() : Map.of("sslmode", ssl);
    String where = port.isEmpty() ? host : host + ":" + port;
    try {
      String jdbc = jdbc(hosts(where), database.isEmpty() ? user : database, parameters);
      return new DatabaseUrl("PGHOST", jdbc, user, settings.apply("PGPASSWORD"));
    } catch (IllegalArgumentException unreadable) {
      return new DatabaseUrl("PGHOST", where, user, "");
    }
  }

  private static String hosts(String text) {
    String hosts = text.isEmpty() ? "localhost" : text;
    for (String host : hosts.split(",", -1)) {
      if (!HOSTS.matcher(host).matches()) {
        throw new IllegalArgumentException("no host");
      }
    }
    return hosts;
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : query.split("&")) {
      String[] pair = parameter.split("=", 2);
      if (pair.length == 2) {
        parameters.put(NAMES.getOrDefault(pair[0], pair[0]), decoded(pair[1]));
      }
    }
    return parameters;
  }

  private static String jdbc(String hosts, String database, Map<String, String> parameters) {
    StringBuilder url = new StringBuilder("jdbc:postgresql://").append(hosts).append('/');
    url.append(encoded(database));
    char before = '?';
    for (var parameter : parameters.entrySet()) {
      url.append(before).append(parameter.getKey()).append('=');
      url.append(encoded(parameter.getValue()));
      before = '&';
    }
    return url.toString();
  }

  /** Decodes percent signs only: as in libpq, a plus is a plus. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Leaves the password out, because the default text of a record would show it. */
  @Override
  public String toString() {
    return "DatabaseUrl[from=" + from + "]";
  }
}
