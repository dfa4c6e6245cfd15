package dev.recado;

import dev.recado.spine.camel.ActionShapes;
import dev.recado.spine.camel.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The shapes of answers that the Kamelets of the hub declare. */
public final class Shapes {

  private static final ActionShapes ACTIONS = new ActionShapes(Shapes::source);

  private Shapes() {}

  private static Optional<String> source(String kamelet) {
    try {
      return Optional.of(Files.readString(Path.of("routes/kamelets", kamelet + ".kamelet.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Finds the shape of an action's answer.
   *
   * @param kamelet its name
   * @param parameters as a flow would set them
   * @throws java.util.NoSuchElementException if the action returns nothing
   */
  public static Shape of(String kamelet, Map<String, String> parameters) {
    return ACTIONS.of(kamelet, parameters).orElseThrow();
  }
}
