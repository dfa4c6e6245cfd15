package dev.recado.ground.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The jar as it was built, with all library jars inside. */
public final class PackedJar {

  private static final String LOADER = "org.springframework.boot.loader.";

  private PackedJar() {}

  /**
   * Finds the folder of the packed jar, as far as it is known.
   *
   * @param running the running jar, packed or unpacked
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

  /**
   * Returns the command that runs this program, as a person would type it in the working folder.
   *
   * @return {@code java -jar} and the packed jar, relative to the working folder if it is below it;
   *     the place where the build puts the jar if this program runs from classes
   */
  public static String command() {
    String running = isRunning() ? path().toString() : "target/recado.jar";
    return command(System.getProperty(Relaunch.PACKED, running), Path.of("").toAbsolutePath());
  }

  static String command(String jar, Path here) {
    Path absolute = here.resolve(jar).normalize();
    String shown = (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
    return "java -jar " + (shown.contains(" ") ? '"' + shown + '"' : shown);
  }

  private static Path parent(Path path) {
    return Objects.requireNonNullElse(path.getParent(), path);
  }

  /** Tells whether the packed jar itself is running. */
  static boolean isRunning() {
    ClassLoader loader = PackedJar.class.getClassLoader();
    return loader != null && loader.getClass().getName().startsWith(LOADER);
  }

  /** Its path as the command named it, while it runs: its class path holds nothing else. */
  static Path path() {
    return Path.of(System.getProperty("java.class.path", ""));
  }
}
