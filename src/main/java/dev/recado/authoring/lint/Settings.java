package dev.recado.authoring.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.camel.FlowRights;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The settings that a placeholder may name: declared, set in the hub's own file, or set outside.
 */
final class Settings {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The metadata that the build generates, and the metadata of settings that the hub computes at
   * its start.
   */
  private static final List<String> METADATA =
      List.of(
          "META-INF/spring-configuration-metadata.json",
          "META-INF/additional-spring-configuration-metadata.json");

  private final Set<String> names = new TreeSet<>();
  private final Set<String> prefixes = new TreeSet<>();
  private boolean allRead;

  Settings() {
    try {
      ClassLoader loader = Settings.class.getClassLoader();
      metadata(true);
      try (InputStream in = loader.getResourceAsStream("application.yaml")) {
        if (in != null) {
          set("", new Load(LoadSettings.builder().build()).loadFromInputStream(in));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the metadata. Spring and Camel have many settings, and flows hardly ever name one. */
  private void metadata(boolean ours) throws IOException {
    String here = Settings.class.getProtectionDomain().getCodeSource().getLocation().toString();
    for (String file : METADATA) {
      for (URL url : Collections.list(Settings.class.getClassLoader().getResources(file))) {
        if (url.toString().contains(here.replaceFirst("^jar:", "")) == ours) {
          try (InputStream in = url.openStream()) {
            JSON.readTree(in).path("properties").forEach(this::declared);
          }
        }
      }
    }
  }

  private synchronized boolean foreign(String name) {
    if (!allRead) {
      try {
        metadata(false);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      allRead = true;
    }
    return names.contains(name) || prefixes.stream().anyMatch(name::startsWith);
  }

  private void declared(JsonNode property) {
    String name = property.path("name").asText();
    names.add(name);
    if (property.path("type").asText().startsWith("java.util.Map")) {
      prefixes.add(name + ".");
    }
  }

  private void set(String prefix, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, below) -> set(prefix.isEmpty() ? key + "" : prefix + "." + key, below));
    } else {
      names.add(prefix);
    }
  }

  synchronized boolean knows(String name) {
    if (name.isEmpty()) {
      return false;
    }
    return names.contains(name) || prefixes.stream().anyMatch(name::startsWith) || foreign(name);
  }

  /**
   * The environment variable of a setting by Spring Boot's rule: dots become underscores, hyphens
   * are removed.
   */
  static String variable(String name) {
    return name.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT);
  }

  /** The settings that are made for flows. */
  synchronized Set<String> ours() {
    Set<String> ours = new TreeSet<>();
    names.stream().filter(FlowRights::setting).forEach(ours::add);
    return ours;
  }
}
