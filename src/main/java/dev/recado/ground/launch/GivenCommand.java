package dev.recado.ground.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command that started this process.
 *
 * <p>Each word holds its bytes as Latin-1, so it is passed on unchanged in any locale. The JDK's
 * own {@code ProcessHandle} does not report a command above 4096 bytes.
 *
 * @param name the name under which java was called
 * @param options of the JVM, without {@code -jar}
 * @param jar as the command named it
 * @param arguments of the program
 */
record GivenCommand(String name, List<String> options, String jar, List<String> arguments) {

  private static final Path OF_THIS_PROCESS = Path.of("/proc/self/cmdline");

  /** Options whose value is the next word. */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "-cp",
          "-classpath",
          "--class-path",
          "-p",
          "--module-path",
          "--upgrade-module-path",
          "--add-modules",
          "--limit-modules",
          "--add-reads",
          "--add-exports",
          "--add-opens",
          "--patch-module",
          "--enable-native-access");

  /** Options that are meant for this JVM, and not for the one that replaces it. */
  private static final List<String> FOR_THIS_JVM =
      List.of(
          // A debugger would lose its connection.
          "-agentlib:jdwp",
          "-Xrunjdwp",
          "-Xdebug",
          // These JVMs make archives and recordings of their own.
          "-Xshare:dump",
          "-XX:SharedArchiveFile",
          "-XX:SharedClassListFile",
          "-XX:ArchiveClassesAtExit",
          "-XX:+AutoCreateSharedArchive",
          "-XX:DumpLoadedClassList",
          "-XX:AOT",
          "-XX:CRaC",
          "-XX:StartFlightRecording",
          // These print something, which should appear once only.
          "-showversion",
          "--show-version",
          "-XX:+Print",
          // The hub does not read the files that these options name.
          "-XX:Flags",
          "-XX:VMOptionsFile");

  /** Reads the command of this process. */
  static List<String> wordsOfThisProcess() throws IOException {
    return words(Files.readAllBytes(OF_THIS_PROCESS));
  }

  /** Splits the kernel's form: a NUL ends each word. */
  static List<String> words(byte[] line) {
    String text = new String(line, StandardCharsets.ISO_8859_1);
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int end = text.indexOf('\0'); end >= 0; end = text.indexOf('\0', from)) {
      words.add(text.substring(from, end));
      from = end + 1;
    }
    return words;
  }

  /** Reads {@code java <options> -jar <jar> <arguments>}; null for any other command. */
  static @Nullable GivenCommand of(List<String> words) {
    List<String> options = new ArrayList<>();
    boolean named = false;
    int next = 1;
    // An @file is passed on as it is, without a look at its words.
    while (next < words.size() && isOption(words.get(next))) {
      String option = words.get(next++);
      if (option.equals("-jar")) {
        named = true;
        continue;
      }
      options.add(option);
      if (WITH_VALUE.contains(option) && next < words.size()) {
        options.add(words.get(next++));
      }
    }
    if (!named || next >= words.size()) {
      return null;
    }
    return new GivenCommand(
        words.get(0),
        List.copyOf(options),
        words.get(next),
        List.copyOf(words.subList(next + 1, words.size())));
  }

  private static boolean isOption(String word) {
    return word.startsWith("-") || word.startsWith("@");
  }

  /** Tells whether options may come from files besides the command. */
  boolean readsFiles() {
    for (String option : options) {
      if (option.startsWith("@")) {
        return true;
      }
    }
    return false;
  }

  /** Finds an option that is meant for this JVM only; null if there is none. */
  static @Nullable String forThisJvm(List<String> options) {
    for (String option : options) {
      for (String beginning : FOR_THIS_JVM) {
        if (option.startsWith(beginning)) {
          return option;
        }
      }
    }
    return null;
  }

  /**
   * Makes the command of the unpacked program.
   *
   * @param ours the hub's options; they come first, so that the user's own win
   * @param program its jar
   */
  List<String> with(List<String> ours, String program) {
    List<String> words = new ArrayList<>();
    words.add(name);
    words.addAll(ours);
    words.addAll(options);
    words.add("-jar");
    words.add(program);
    words.addAll(arguments);
    return words;
  }
}
