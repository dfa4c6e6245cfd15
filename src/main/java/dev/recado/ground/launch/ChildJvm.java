package dev.recado.ground.launch;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JVM like this one, which knows nothing of the caller's settings: no address and no secret of a
 * real Odoo or WhatsApp reaches it.
 */
final class ChildJvm {

  /** What programs need of any environment, Windows' own included. */
  private static final Set<String> KEPT =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "LANG",
          "LC_ALL",
          "LC_CTYPE",
          "TZ",
          "LD_LIBRARY_PATH",
          "SystemRoot",
          "SystemDrive",
          "ComSpec",
          "PATHEXT",
          "USERPROFILE",
          "TEMP",
          "TMP");

  private static final int LAST_LINES = 15;

  private final Path folder;
  private final Path output;

  /**
   * Describes one.
   *
   * @param folder its working directory; what it says goes into the file {@code output} there
   */
  ChildJvm(Path folder) {
    this.folder = folder;
    this.output = folder.resolve("output");
  }

  Process start(List<String> words, Map<String, String> settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    clean(builder.environment(), settings);
    return builder.start();
  }

  /** Leaves of an environment what any program needs, and adds what is set here. */
  static void clean(Map<String, String> environment, Map<String, String> settings) {
    environment.keySet().retainAll(KEPT);
    environment.putAll(settings);
  }

  /** Shows the end of what it has said. */
  String lastWords() throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(output), Charset.defaultCharset()).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }
}
