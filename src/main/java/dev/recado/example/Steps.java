package dev.recado.example;

import dev.recado.route.RouteFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps of all flows, found in their files. */
final class Steps {

  private final Map<String, Step> byId = new LinkedHashMap<>();

  /**
   * A step of a flow.
   *
   * @param id as Camel knows it, with its route's prefix
   * @param shortId as it stands in the file
   * @param spot where it stands
   */
  record Step(String id, String shortId, Spot spot) {}

  private Steps() {}

  static Steps in(RouteFiles files) {
    Steps steps = new Steps();
    for (String name : files.names("flows/*.camel.yaml")) {
      try {
        steps.routes(Part.read(name, files.text(name)));
      } catch (CaseException e) {
        // Building the routes says what is wrong with such a file.
        continue;
      }
    }
    return steps;
  }

  private void routes(Part file) {
    if (!file.isList()) {
      return;
    }
    for (Part item : file.items()) {
      Part route = item.isMap() ? item.fields().get("route") : null;
      if (route != null && route.isMap()) {
        Part prefix = route.fields().get("nodePrefixId");
        collect(route, prefix == null ? "" : prefix.text());
      }
    }
  }

  private void collect(Part part, String prefix) {
    if (part.isList()) {
      part.items().forEach(item -> collect(item, prefix));
    } else if (part.isMap()) {
      part.fields()
          .forEach(
              (name, child) -> {
                if (name.equals("steps") && child.isList()) {
                  child.items().forEach(step -> step(step, prefix));
                }
                collect(child, prefix);
              });
    }
  }

  private void step(Part item, String prefix) {
    if (!item.isMap()) {
      return;
    }
    for (Part step : item.fields().values()) {
      Part id = step.isMap() ? step.fields().get("id") : null;
      if (id != null && !id.isMap() && !id.isList()) {
        byId.put(prefix + id.text(), new Step(prefix + id.text(), id.text(), item.spot()));
      }
    }
  }

  Optional<Step> step(@Nullable String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Whether some step has this id, short or full. */
  boolean known(String id) {
    return byId.containsKey(id)
        || byId.values().stream().anyMatch(step -> step.shortId().equals(id));
  }

  List<String> ids() {
    return List.copyOf(byId.keySet());
  }

  List<Step> of(String file) {
    List<Step> steps = new ArrayList<>(byId.values());
    steps.removeIf(step -> !step.spot().file().equals(file));
    return steps;
  }
}
