package dev.recado.systems.source;

import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.intake.EventReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.mock.env.MockEnvironment;

/** Declared sources without a hub around them. */
public final class SourceFiles {

  private static final DefaultCamelContext CAMEL = camel();

  private SourceFiles() {}

  private static DefaultCamelContext camel() {
    Properties settings = new Properties();
    settings.setProperty("recado.form.answer", "200");
    settings.setProperty("recado.form.origins", "");
    DefaultCamelContext camel = new DefaultCamelContext();
    camel.getPropertiesComponent().setInitialProperties(settings);
    return camel;
  }

  /**
   * Reads the form source as it comes with the hub.
   *
   * @return the reader of its events
   */
  public static EventReader form() {
    try {
      return source("form", RouteFolder.shipped().text("sources/form.yaml"), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes a source of a file.
   *
   * @param name of the source
   * @param text of its file
   * @param settings of the hub
   */
  static DeclaredSource source(String name, String text, Map<String, String> settings) {
    Sources sources = in(name, text, settings);
    DeclaredSource source = sources.byName().get(name);
    if (source == null) {
      throw new AssertionError(sources.broken().toString());
    }
    return source;
  }

  static Sources in(String name, String text, Map<String, String> settings) {
    return in(Map.of(name, text), settings);
  }

  /** Makes several sources of their texts by name. */
  static Sources in(Map<String, String> texts, Map<String, String> settings) {
    MockEnvironment environment = new MockEnvironment();
    environment.setProperty("server.address", "127.0.0.1");
    settings.forEach(environment::setProperty);
    RouteFiles files = RouteFiles.NONE;
    for (Map.Entry<String, String> one : texts.entrySet()) {
      files = files.with("sources/" + one.getKey() + ".yaml", one.getValue());
    }
    return Sources.in(files, CAMEL, new SourceSecrets(environment));
  }
}
