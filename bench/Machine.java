package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine of a measurement; a result means nothing without it. */
final class Machine {

  private Machine() {}

  static String of(Path work) throws IOException {
    return "%d cores, Java %s, %s %s, data on %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.version"),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            Files.getFileStore(work).type());
  }
}
