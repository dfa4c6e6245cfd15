package dev.recado.authoring.flowtest;

import dev.recado.spine.camel.RouteFiles;
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
   * @param id its id in Camel, with the prefix of its route
   * @param shortId its id in the file
   * @param spot its place
   * @param uri the URI that it calls, or null
   * @param parameters the texts below {@code parameters}
   */
  record Step(
      String id, String shortId, Spot spot, @Nullable String uri, Map<String, String> parameters) {

    private static final String KAMELET = "kamelet:";

    private static Step of(String prefix, Part id, Part item, Part step) {
      Map<String, Part> fields = step.fields();
      Part uri = fields.get("uri");
      String address = uri == null ? null : String.valueOf(uri.value());
      Map<String, String> texts = new LinkedHashMap<>();
      if (address != null && address.contains("?")) {
        for (String pair : address.substring(address.indexOf('?') + 1).split("&", -1)) {
          texts.put(pair.replaceFirst("=.*", ""), pair.replaceFirst("^[^=]*=?", ""));
        }
      }
      Part parameters = fields.get("parameters");
      if (parameters != null && parameters.isMap()) {
        parameters.fields().forEach((name, part) -> texts.put(name, String.valueOf(part.value())));
      }
      return new Step(prefix + id.text(), id.text(), item.spot(), address, texts);
    }

    /** The Kamelet that it calls, or null. */
    @Nullable String kamelet() {
      return uri == null || !uri.startsWith(KAMELET)
          ? null
          : uri.substring(KAMELET.length()).replaceFirst("[/?].*", "");
    }
  }

  private Steps() {}

  static Steps in(RouteFiles files) {
    Steps steps = new Steps();
    for (String name : files.names("flows/*.camel.yaml")) {
      try {
        steps.routes(Part.ofFlow(name, files.text(name)));
      } catch (CaseException e) {
        // The build of the routes reports what is wrong with such a file.
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
        byId.put(prefix + id.text(), Step.of(prefix, id, item, step));
      }
    }
  }

  Optional<Step> step(@Nullable String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The steps with this id, full or short. A short id may stand in several routes. */
  List<Step> named(String id) {
    Step full = byId.get(id);
    return full != null
        ? List.of(full)
        : byId.values().stream().filter(step -> step.shortId().equals(id)).toList();
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
