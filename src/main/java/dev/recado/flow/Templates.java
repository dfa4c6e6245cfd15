package dev.recado.flow;

import dev.recado.route.RouteFolder;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The message templates of {@code routes/templates}, one file each, read at the start. */
final class Templates {

  private final Map<String, Template> templates;

  private Templates(Map<String, Template> templates) {
    this.templates = templates;
  }

  static Templates read(RouteFolder folder) throws IOException {
    Map<String, Template> templates = new TreeMap<>();
    for (Resource file : folder.files("templates/*.yaml")) {
      Template template = read(file);
      templates.put(template.name(), template);
    }
    return new Templates(templates);
  }

  private static Template read(Resource file) throws IOException {
    try (InputStream stream = file.getInputStream()) {
      Map<String, Object> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
      return new Template(
          text(yaml, "name"),
          text(yaml, "language"),
          parameters(yaml.get("parameters")),
          Template.compile(text(yaml, "body")));
    } catch (RuntimeException e) {
      throw new IOException(
          "The template " + file.getFilename() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String text(Map<String, Object> yaml, String field) {
    if (yaml.get(field) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("it has no '" + field + "'");
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

  Template named(String name) {
    Template template = templates.get(name);
    if (template == null) {
      throw new IllegalArgumentException(
          "There is no template '" + name + "'; there are " + templates.keySet());
    }
    return template;
  }
}
