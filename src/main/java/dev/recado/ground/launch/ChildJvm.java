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
 * A JVM like this one that does not inherit the caller's settings: it gets no address and no secret
 * of a real Odoo or WhatsApp.
 */
final class ChildJvm {

  /** Variables that programs need in any environment, Windows included. */
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
   * Describes a child JVM.
   *
   * @param folder its working directory; its output goes into the file {@code output} there
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

  /**
   * Reduces an environment to the variables that any program needs, and adds the given settings.
   */
  static void clean(Map<String, String> environment, Map<String, String> settings) {
    environment.keySet().retainAll(KEPT);
    environment.putAll(settings);
  }

  /** Returns the end of its output. */
  String lastWords() throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(output), Charset.defaultCharset()).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }
}
