package dev.recado.spine.foreign;

import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an address that ask for an encrypted connection.
 *
 * <p>A driver ignores the parameters of other drivers without a word, and then connects in plain
 * text.
 */
final class TlsParameters {

  private static final Pattern PARAMETER = Pattern.compile("([^=&;?]+)(?:=([^&;]*))?");
  private static final Pattern TLS =
      Pattern.compile("(?i).*(?:ssl|tls|encrypt|cert|keystore|truststore).*");

  /** Names of MariaDB's driver that it does not list. */
  private static final Set<String> OLD =
      Set.of(
          "useSsl",
          "trustServerCertificate",
          "disableSslHostnameVerification",
          "clientCertificateKeyStoreUrl",
          "clientCertificateKeyStorePassword",
          "clientCertificateKeyStoreType",
          "trustCertificateKeyStoreUrl",
          "trustCertificateKeyStorePassword",
          "trustCertificateKeyStoreType");

  private final Dialect dialect;
  private final Map<String, DriverPropertyInfo> known;

  private TlsParameters(Dialect dialect, DriverPropertyInfo[] listed) {
    this.dialect = dialect;
    // PostgreSQL's driver alone takes sslMode for another name than sslmode.
    this.known =
        dialect == Dialect.POSTGRESQL
            ? new TreeMap<>()
            : new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Arrays.stream(listed).forEach(one -> known.put(one.name, one));
    if (dialect == Dialect.MARIADB) {
      OLD.forEach(name -> known.put(name, new DriverPropertyInfo(name, null)));
    }
  }

  /** What is wrong with the parameters and what to write instead; empty if nothing is. */
  static Optional<String> wrong(Address address) {
    try {
      Driver driver =
          (Driver) Class.forName(address.dialect().driver()).getDeclaredConstructor().newInstance();
      DriverPropertyInfo[] listed = driver.getPropertyInfo(address.jdbc(), new Properties());
      return new TlsParameters(address.dialect(), listed).wrong(parameters(address.jdbc()));
    } catch (SQLException unreadable) {
      // Its message would show the address. MariaDB's driver reads the values at once.
      return Optional.of("a value that its driver does not know");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> parameters(String jdbc) {
    Map<String, String> parameters = new LinkedHashMap<>();
    int from = jdbc.replace(';', '?').indexOf('?');
    Matcher matcher = PARAMETER.matcher(from < 0 ? "" : jdbc.substring(from + 1));
    while (matcher.find()) {
      parameters.put(
          matcher.group(1).strip(), Optional.ofNullable(matcher.group(2)).orElse("").strip());
    }
    parameters.keySet().removeIf(name -> !TLS.matcher(name).matches());
    return parameters;
  }

  private Optional<String> wrong(Map<String, String> parameters) {
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      DriverPropertyInfo info = known.get(parameter.getKey());
      if (info == null) {
        return Optional.of(
            "the parameter %s, which its driver ignores".formatted(parameter.getKey()));
      }
      if (!fits(info.choices, parameter.getValue())) {
        return Optional.of("a value of %s that its driver does not know".formatted(info.name));
      }
    }
    boolean aimless =
        dialect == Dialect.MARIADB
            && !parameters.isEmpty()
            && parameters.keySet().stream()
                .noneMatch(
                    name -> name.equalsIgnoreCase("sslMode") || name.equalsIgnoreCase("useSsl"));
    return aimless
        ? Optional.of("parameters of TLS without sslMode, which its driver ignores")
        : Optional.empty();
  }

  private static boolean fits(String @Nullable [] choices, String value) {
    return choices == null || Arrays.stream(choices).anyMatch(value::equalsIgnoreCase);
  }
}
