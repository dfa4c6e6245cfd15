package dev.recado.authoring.scaffold;

import dev.recado.spine.camel.RouteFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The route ids and {@code direct:} names that are already in use, with their files. */
final class TakenRoutes {

  private final Map<String, String> ids = new TreeMap<>();
  private final Map<String, String> listening = new TreeMap<>();
  private final Map<String, String> unreadable = new TreeMap<>();

  TakenRoutes(RouteFiles files) {
    for (String part : List.of("flows", "connectors")) {
      files.names(part + "/*.camel.yaml").forEach(name -> look(name, files.text(name)));
    }
  }

  private void look(String file, String text) {
    try {
      Object entries = new Load(LoadSettings.builder().build()).loadFromString(text);
      if (entries instanceof List<?> list) {
        list.forEach(entry -> look(file, at(at(entry, "route"), "id"), at(entry, "route")));
      }
    } catch (YamlEngineException e) {
      // Lint reports the place. Here it only matters that the routes of this file are unknown.
      unreadable.put(file, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private void look(String file, @Nullable Object id, @Nullable Object route) {
    if (id != null) {
      ids.put(String.valueOf(id), file);
    }
    if (at(at(route, "from"), "uri") instanceof String uri && uri.startsWith("direct:")) {
      listening.put(uri.substring("direct:".length()), file);
    }
  }

  private static @Nullable Object at(@Nullable Object node, String field) {
    return node instanceof Map<?, ?> map ? map.get(field) : null;
  }

  /** The file of the route that has this id. */
  Optional<String> withId(String id) {
    return Optional.ofNullable(ids.get(id));
  }

  /** The file of the route that listens on {@code direct:<name>}. */
  Optional<String> listeningOn(String name) {
    return Optional.ofNullable(listening.get(name));
  }

  /** The files that are no YAML, with the reason. */
  Map<String, String> unreadable() {
    return unreadable;
  }
}
