package bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of {@code soak}. */
record SoakOptions(
    Duration length,
    Duration limit,
    int busy,
    List<String> program,
    List<String> javaOpts,
    List<String> hubArguments,
    Map<String, String> environment) {

  private static final String USAGE =
      """
      bench/soak [option ...]
        --minutes N           how long (10)
        --seconds N           the same, for a short one
        --limit TIME          within which everything must have its outcome (60s)
        --busy N              threads that keep the processor busy until the first posts are answered (2)
        --jar PATH            the hub (target/recado.jar)
        --class-path PATH     the hub's classes instead of a jar
        --java-opts "..."     options for the hub's JVM ()
        --hub-arguments "..." arguments for the hub ()
        --hub-environment "..." NAME=VALUE ... for the hub, such as another PostgreSQL ()
        --keep                keep the folder with the hub's log and data
      """;

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "--minutes", "10",
          "--seconds", "",
          "--limit", "60s",
          "--busy", "2",
          "--jar", "",
          "--class-path", "",
          "--java-opts", "",
          "--hub-arguments", "",
          "--hub-environment", "");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with the usage, for anything that is not in it
   */
  static SoakOptions of(Path home, String... given) {
    Arguments arguments = new Arguments(USAGE, DEFAULTS, Set.of("--keep"), given);
    Duration length =
        arguments.text("--seconds").isEmpty()
            ? Duration.ofMinutes(arguments.number("--minutes", 1))
            : Duration.ofSeconds(arguments.number("--seconds", 10));
    String classPath = arguments.text("--class-path");
    List<String> program =
        classPath.isEmpty()
            ? List.of("-jar", arguments.jar(home).toString())
            : List.of("-cp", classPath, "dev.recado.RecadoApplication");
    Map<String, String> environment = new LinkedHashMap<>();
    for (String pair : arguments.words("--hub-environment")) {
      String[] parts = pair.split("=", 2);
      if (parts.length < 2) {
        throw arguments.wrong("--hub-environment takes NAME=VALUE, not " + pair);
      }
      environment.put(parts[0], parts[1]);
    }
    return new SoakOptions(
        length,
        arguments.duration("--limit"),
        arguments.number("--busy", 0),
        program,
        arguments.words("--java-opts"),
        arguments.words("--hub-arguments"),
        environment);
  }
}
