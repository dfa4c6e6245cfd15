package dev.recado.authoring.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CatalogCamelContext;
import org.jspecify.annotations.Nullable;

/** The components and languages of Camel in this jar. */
final class Catalogue {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The hub's own component. It has no entry in Camel's catalogue, and its options are those of the
   * effect.
   */
  static final String EFFECT = "effect";

  private final CatalogCamelContext context;
  private final Set<String> components = names("component");
  private final Set<String> languages = names("language");
  private final Map<String, Optional<JsonNode>> descriptions = new ConcurrentHashMap<>();

  Catalogue(CatalogCamelContext context) {
    this.context = context;
    components.add(EFFECT);
    // Camel's core names these differently from YAML.
    languages.addAll(Set.of("method", "bean"));
  }

  private static Set<String> names(String kind) {
    Set<String> names = new TreeSet<>();
    try {
      for (URL url :
          Collections.list(
              Catalogue.class
                  .getClassLoader()
                  .getResources("META-INF/services/org/apache/camel/" + kind + ".properties"))) {
        Properties properties = new Properties();
        try (InputStream in = url.openStream()) {
          properties.load(in);
        }
        String list = properties.getProperty(kind + "s", "");
        names.addAll(Arrays.asList(list.split("\\s+")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return names;
  }

  Set<String> components() {
    return Collections.unmodifiableSet(components);
  }

  Set<String> languages() {
    return Collections.unmodifiableSet(languages);
  }

  /** The catalogue's description of a component, or empty if there is none. */
  Optional<JsonNode> component(String name) {
    return descriptions.computeIfAbsent(
        name, n -> read(() -> context.getComponentParameterJsonSchema(n)));
  }

  /** The functions of Camel's Simple language, without their arguments. */
  Set<String> simpleFunctions() {
    Set<String> names = new TreeSet<>();
    read(() -> context.getLanguageParameterJsonSchema("simple"))
        .ifPresent(
            language ->
                language
                    .path("functions")
                    .fieldNames()
                    .forEachRemaining(name -> names.add(name.replaceFirst("[(:.].*", ""))));
    return names;
  }

  private interface Source {
    @Nullable String text() throws IOException;
  }

  private static Optional<JsonNode> read(Source source) {
    try {
      String text = source.text();
      return text == null ? Optional.empty() : Optional.of(JSON.readTree(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
