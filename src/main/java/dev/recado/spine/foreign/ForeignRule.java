package dev.recado.spine.foreign;

import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Checks the settings of other systems' databases, without connecting to any. */
class ForeignRule implements SettingsRule {

  static final String PREFIX = "recado.databases";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,29}");

  /** The name by which flows call the hub's own. */
  private static final String OWN = "datasource";

  private static final Set<String> KEYS = Set.of("url", "user", "password", "poolsize", "timeout");

  @Override
  public void look(Settings settings) {
    all(settings.environment()).forEach((name, keys) -> look(settings, name, keys));
  }

  /** The databases that are named in some setting, with the names of the settings as set. */
  static Map<String, Object> all(Environment environment) {
    return Binder.get(environment)
        .bind(PREFIX, Bindable.mapOf(String.class, Object.class))
        .orElse(Map.of());
  }

  private static void look(Settings settings, String name, Object keys) {
    String prefix = PREFIX + "." + name + ".";
    if (!NAME.matcher(name).matches() || name.equals(OWN)) {
      settings.wrong(
          prefix + "url",
          "belongs to a database whose name flows cannot use.",
          "Name it with up to 30 small letters and digits, and not " + OWN + ".");
      return;
    }
    unknown(settings, prefix, keys);
    settings.needs(
        prefix + "url",
        "other settings of the database " + name + " are set",
        "Write jdbc:postgresql://host:5432/database, jdbc:mariadb://host:3306/database or"
            + " jdbc:sqlserver://host:1433;databaseName=database.");
    if (settings.has(prefix + "url")) {
      Address.read(settings.text(prefix + "url"))
          .ifPresentOrElse(
              address -> tls(settings, prefix, address), () -> unreadable(settings, prefix));
    }
  }

  private static void tls(Settings settings, String prefix, Address address) {
    TlsParameters.wrong(address)
        .ifPresent(
            wrong ->
                settings.wrong(
                    prefix + "url",
                    "has " + wrong + ", so that the connection might not be encrypted.",
                    "For %s write %s."
                        .formatted(address.dialect().title(), address.dialect().tls())));
  }

  private static void unreadable(Settings settings, String prefix) {
    settings.wrong(
        prefix + "url",
        "is not the address of a PostgreSQL, MariaDB, MySQL or SQL Server, or has the login among"
            + " its parameters.",
        "Write jdbc:postgresql://host:5432/database, jdbc:mariadb://host:3306/database or"
            + " jdbc:sqlserver://host:1433;databaseName=database, and the login into "
            + prefix
            + "user and "
            + prefix
            + "password.");
  }

  /** A misspelt key would silently leave the default in force. */
  private static void unknown(Settings settings, String prefix, Object keys) {
    if (keys instanceof Map<?, ?> map) {
      Set<String> strange = new TreeSet<>();
      map.keySet().forEach(key -> strange.add(String.valueOf(key)));
      strange.removeIf(key -> KEYS.contains(key.replace("-", "")) || key.equals("pool"));
      strange.forEach(
          key ->
              settings.wrong(
                  prefix + key,
                  "is no setting of a database.",
                  "There are url, user, password, pool-size and timeout."));
    }
  }
}
