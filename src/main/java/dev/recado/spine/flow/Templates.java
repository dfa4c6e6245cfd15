package dev.recado.spine.flow;

import dev.recado.spine.camel.RouteFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The message templates of one generation of {@code routes/templates}, one file each.
 *
 * <p>They belong to the flows that were built with them: a run never uses a text that was saved
 * after its flow.
 */
final class Templates {

  private final Map<String, Template> templates = new TreeMap<>();
  private final Map<String, String> broken = new TreeMap<>();

  private Templates() {}

  static Templates in(RouteFiles files) {
    Templates templates = new Templates();
    for (String file : files.names("templates/*.yaml")) {
      try {
        Template template = read(files.text(file));
        templates.templates.put(template.name(), template);
      } catch (RuntimeException e) {
        templates.broken.put(file, "The template cannot be read: " + e.getMessage());
      }
    }
    return templates;
  }

  private static Template read(String text) {
    Map<String, Object> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return new Template(
        text(yaml, "name"),
        text(yaml, "language"),
        parameters(yaml.get("parameters")),
        approved(yaml.get("approved")),
        Template.compile(text(yaml, "body")));
  }

  /** The problems by file; a message of a broken template becomes a dead letter. */
  Map<String, String> broken() {
    return broken;
  }

  private static String text(Map<String, Object> yaml, String field) {
    if (yaml.get(field) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("it has no '" + field + "'");
  }

  private static Map<String, Object> approved(@Nullable Object yaml) {
    Map<String, Object> approved = new LinkedHashMap<>();
    if (yaml instanceof Map<?, ?> map) {
      map.forEach((provider, as) -> approved.put(String.valueOf(provider), as));
    }
    return approved;
  }

  private static Map<String, Parameter> parameters(@Nullable Object yaml) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    if (yaml instanceof Map<?, ?> map) {
      map.forEach(
          (name, type) ->
              parameters.put(String.valueOf(name), Parameter.parse(String.valueOf(type))));
    }
    return parameters;
  }

  /** The names of those that can be used. */
  Set<String> names() {
    return templates.keySet();
  }

  /** Null if there is none of this name, or it is broken. */
  @Nullable Template find(String name) {
    return templates.get(name);
  }

  Template named(String name) {
    Template template = templates.get(name);
    if (template == null) {
      throw new IllegalArgumentException(
          "There is no template '" + name + "'; there are " + templates.keySet());
    }
    return template;
  }
}
