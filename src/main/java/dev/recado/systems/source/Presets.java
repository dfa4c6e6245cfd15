package dev.recado.systems.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.Node;
import org.springframework.core.io.ClassPathResource;

/** The fields of well-known senders, from {@code sources/presets.yaml} in the jar. */
final class Presets {

  private static final String FILE = "sources/presets.yaml";
  private static final SortedMap<String, Map<String, Value>> ALL = read();

  private Presets() {}

  /** The fields of each sender, by its name. */
  static SortedMap<String, Map<String, Value>> all() {
    return ALL;
  }

  private static SortedMap<String, Map<String, Value>> read() {
    SortedMap<String, Map<String, Value>> presets = new TreeMap<>();
    root()
        .entries()
        .forEach((name, fields) -> presets.put(name.text(), fields.fields(SourceFile.FIELDS)));
    return presets;
  }

  private static Value root() {
    try {
      String text = new ClassPathResource(FILE).getContentAsString(StandardCharsets.UTF_8);
      Node root = new Compose(LoadSettings.builder().build()).composeString(text).orElseThrow();
      return new Value(
          root,
          problem -> {
            throw new IllegalStateException(FILE + ", " + problem);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
