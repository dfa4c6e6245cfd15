package dev.recado.spine.effect;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/**
 * The jar's description of {@code effect:} for Camel's tools: the kinds of effects and their
 * options.
 *
 * @param kinds such as {@code whatsapp-text}
 * @param options the options of all kinds together
 */
record Catalogue(Set<String> kinds, Set<String> options) {

  private static final String FILE = "/META-INF/dev/recado/spine/effect/effect.json";

  /** Reads the file from the place where Camel looks for it too. */
  static Catalogue read() {
    try (Reader text =
        new InputStreamReader(Catalogue.class.getResourceAsStream(FILE), StandardCharsets.UTF_8)) {
      JsonObject properties = ((JsonObject) Jsoner.deserialize(text)).getMap("properties");
      Collection<String> kinds = properties.<JsonObject>getMap("kind").getCollection("enum");
      return new Catalogue(
          new TreeSet<>(kinds),
          properties.keySet().stream()
              .filter(option -> !option.equals("kind"))
              .collect(Collectors.toCollection(TreeSet::new)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DeserializationException e) {
      throw new IllegalStateException(FILE + " in this jar is not JSON", e);
    }
  }
}
