package dev.recado.spine.foreign;

import dev.recado.ground.breaker.SharedBreakers;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** The databases of other systems that the settings name. */
public class ForeignDatabases implements AutoCloseable {

  private final Map<String, ForeignDatabase> databases = new TreeMap<>();

  /** Creates a set without any; a stand-in of tests begins so. */
  protected ForeignDatabases() {}

  static ForeignDatabases of(
      ForeignSettings settings, SharedBreakers breakers, MeterRegistry meters) {
    ForeignDatabases all = new ForeignDatabases();
    settings
        .databases()
        .forEach(
            (name, one) ->
                all.databases.put(
                    name,
                    new ForeignDatabase(name, one, breakers.named("database " + name), meters)));
    return all;
  }

  /**
   * Reads which databases the settings name, without connecting to any.
   *
   * @param environment the settings
   * @return the kind of each database that has a readable address, by name
   */
  public static Map<String, Dialect> configured(Environment environment) {
    Map<String, Dialect> configured = new TreeMap<>();
    for (String name : ForeignRule.all(environment).keySet()) {
      String url = environment.getProperty(ForeignRule.PREFIX + "." + name + ".url", "");
      Address.read(url).ifPresent(address -> configured.put(name, address.dialect()));
    }
    return configured;
  }

  /**
   * Finds a database.
   *
   * @param name as in its settings
   * @return a {@link ForeignDatabase} in the hub; null if no setting names it
   */
  public @Nullable DataSource named(String name) {
    return databases.get(name);
  }

  /**
   * Tells how all of them do.
   *
   * @return by name, in order; empty if the settings name none
   */
  public Map<String, ForeignDatabase.Status> statuses() {
    Map<String, ForeignDatabase.Status> statuses = new TreeMap<>();
    databases.forEach((name, database) -> statuses.put(name, database.status()));
    return statuses;
  }

  @Override
  public void close() {
    databases.values().forEach(ForeignDatabase::close);
  }
}
