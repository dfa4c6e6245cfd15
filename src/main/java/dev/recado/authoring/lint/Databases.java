package dev.recado.authoring.lint;

import dev.recado.ground.settings.Surroundings;
import dev.recado.spine.foreign.Dialect;
import dev.recado.spine.foreign.ForeignDatabases;
import java.util.Map;
import java.util.Optional;

/** The databases of other systems that are set where lint runs. */
final class Databases {

  static final String OPTION = "dataSource";

  /** The hub's own. */
  static final String OWN = "dataSource";

  /** Asked each time: hardly any flow names one, and a test may set one. */
  Map<String, Dialect> configured() {
    return ForeignDatabases.configured(Surroundings.environment());
  }

  /** The name of the database of another system that a step reads; empty for the hub's own. */
  static Optional<String> named(Call call) {
    return call.scheme().equals("sql")
        ? call.option(OPTION)
            .map(option -> option.value().value().replaceFirst("^#(bean:)?", ""))
            .filter(name -> !name.equals(OWN) && name.matches("[A-Za-z][A-Za-z0-9_-]*"))
        : Optional.empty();
  }
}
