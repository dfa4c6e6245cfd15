package bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The command line: options with a value each, and flags without one. */
final class Arguments {

  private final String usage;
  private final Map<String, String> given;

  /**
   * Reads the command line.
   *
   * @param defaults of all options that take a value
   * @throws IllegalArgumentException with the usage, for anything that is not in it
   */
  Arguments(String usage, Map<String, String> defaults, Set<String> flags, String... arguments) {
    this.usage = usage;
    this.given = new HashMap<>(defaults);
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      if (flags.contains(option)) {
        given.put(option, "");
      } else if (defaults.containsKey(option) && i + 1 < arguments.length) {
        given.put(option, arguments[++i]);
      } else {
        throw wrong(option.equals("--help") ? "Measures the hub." : "What is " + option + "?");
      }
    }
  }

  boolean has(String flag) {
    return given.containsKey(flag);
  }

  String text(String option) {
    return given.get(option);
  }

  int number(String option, int least) {
    String value = given.get(option);
    if (!value.matches("\\d{1,7}") || Integer.parseInt(value) < least) {
      throw wrong(option + " takes a whole number from " + least + " upward, not " + value);
    }
    return Integer.parseInt(value);
  }

  /** Reads a duration in the notation of the hub's settings: {@code 500ms}, {@code 3s}. */
  Duration duration(String option) {
    String value = given.get(option);
    if (!value.matches("\\d{1,6}m?s")) {
      throw wrong(option + " takes a time such as 2s or 500ms, not " + value);
    }
    long number = Long.parseLong(value.replaceAll("\\D", ""));
    return value.endsWith("ms") ? Duration.ofMillis(number) : Duration.ofSeconds(number);
  }

  /** The path of the hub: the build's own unless another one was named. */
  Path jar(Path home) {
    String value = given.get("--jar");
    Path jar = value.isEmpty() ? home.resolve("target/recado.jar") : Path.of(value);
    if (!jar.toFile().isFile()) {
      throw wrong("There is no " + jar + "; build it first: ./mvnw package");
    }
    return jar.toAbsolutePath();
  }

  List<String> words(String option) {
    return Stream.of(given.get(option).split("\\s+")).filter(o -> !o.isEmpty()).toList();
  }

  /** Returns null if none was named. */
  Path file(String option) {
    return given.get(option).isEmpty() ? null : Path.of(given.get(option));
  }

  IllegalArgumentException wrong(String problem) {
    return new IllegalArgumentException(problem + "\n\n" + usage);
  }
}
