package dev.recado.ground.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The jar as it was built, with all other jars inside. */
public final class PackedJar {

  private static final String LOADER = "org.springframework.boot.loader.";

  private PackedJar() {}

  /**
   * Tells where the packed jar is, as far as that is known.
   *
   * @param running the jar that runs, packed or unpacked
   * @return a folder
   */
  public static Path home(Path running) {
    String packed = System.getProperty(Relaunch.PACKED);
    if (packed != null) {
      return parent(Path.of(packed));
    }
    Path folder = parent(running.toAbsolutePath());
    return Files.isRegularFile(folder.resolve(folder.getFileName() + Unpacked.MARK))
        ? parent(folder)
        : folder;
  }

  private static Path parent(Path path) {
    return Objects.requireNonNullElse(path.getParent(), path);
  }

  /** Whether it is what runs. */
  static boolean isRunning() {
    ClassLoader loader = PackedJar.class.getClassLoader();
    return loader != null && loader.getClass().getName().startsWith(LOADER);
  }

  /** Where it is, as it was named, while it runs: its class path holds nothing else. */
  static Path path() {
    return Path.of(System.getProperty("java.class.path", ""));
  }
}
