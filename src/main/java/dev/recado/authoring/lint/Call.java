package dev.recado.authoring.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A use of an endpoint: {@code from}, {@code to}, {@code toD} and the like.
 *
 * @param step the step that uses it
 * @param uri the URI as it stands in the file
 * @param scheme the component's name; empty if it is known only at run time
 * @param path the text after the scheme, without options
 * @param options the options of the URI and of {@code parameters}
 */
record Call(Step step, Spot uri, String scheme, Spot path, List<Option> options) {

  /** An option by name, with its value as text if it is a scalar. */
  record Option(String name, Place at, Spot value, Yaml node) {}

  static Call of(Document document, Step step, Yaml.Text text, List<Option> parameters) {
    Spot uri = Spot.of(document, text);
    String value = uri.value();
    int query = value.indexOf('?');
    if (query > 0 && value.startsWith("{{?")) {
      query = value.indexOf('?', 3);
    }
    int end = query < 0 ? value.length() : query;
    int colon = value.indexOf(':');
    boolean named = value.matches("[a-zA-Z][a-zA-Z0-9+.-]*([:?].*)?");
    String scheme = !named ? "" : value.substring(0, colon >= 0 && colon < end ? colon : end);
    int start = !named || colon < 0 || colon >= end ? end : colon + 1;
    if (value.startsWith("//", start)) {
      start += 2;
    }
    List<Option> options = new ArrayList<>(parameters);
    if (query >= 0) {
      query(uri, query + 1, options);
    }
    return new Call(step, uri, scheme, uri.part(Math.min(start, end), end), options);
  }

  private static void query(Spot uri, int from, List<Option> options) {
    int start = from;
    for (String pair : uri.value().substring(from).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        Spot value = uri.part(start + equals + 1, start + pair.length());
        options.add(new Option(pair.substring(0, equals), uri.at(start), value, uri.scalar()));
      }
      start += pair.length() + 1;
    }
  }

  boolean kamelet() {
    return scheme.equals("kamelet");
  }

  /** The Kamelet's name, without a route id after it. */
  String kameletName() {
    String name = target();
    return name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
  }

  /** The path, or the option that replaces it: {@code uri: direct} with {@code name: x}. */
  String target() {
    return targetSpot().value();
  }

  Spot targetSpot() {
    if (!path.value().isEmpty()) {
      return path;
    }
    String name = scheme.equals("kamelet") ? "templateId" : scheme.equals("sql") ? "query" : "name";
    return option(name).map(Option::value).orElse(path);
  }

  Optional<Option> option(String name) {
    return options.stream().filter(option -> option.name().equals(name)).findFirst();
  }

  boolean consumes() {
    return step.kind().equals("from");
  }
}
