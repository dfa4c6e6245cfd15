package bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What was asked for on the command line. */
record Options(
    int rate,
    int seconds,
    int warmup,
    int clients,
    Duration stubLatency,
    Engine engine,
    Path jar,
    List<String> javaOpts,
    Path json,
    boolean quiet) {

  /** As many as fit into the small heap that {@code run} gives the bench. */
  private static final int MOST_INVOICES = 1_000_000;

  private static final int MOST_CLIENTS = 1_000_000;

  private static final String USAGE =
      """
      bench/run [option ...]
        --rate N              invoices a second (500)
        --seconds N           length of the measured window (60)
        --warmup N            seconds at the same rate before it (20)
        --clients N           distinct customers (10000)
        --stub-latency-ms N   how long the stub WAHA takes to answer (5)
        --engine NAME         NOWEB or WEBJS: what the stub says it is (NOWEB)
        --jar PATH            the hub (target/recado.jar)
        --java-opts "..."     options for the hub's JVM ()
        --json FILE           write the result there as well
        --keep                keep the folder with the hub's log and data
        --quiet               no line a second
      """;

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "--rate", "500",
          "--seconds", "60",
          "--warmup", "20",
          "--clients", "10000",
          "--stub-latency-ms", "5",
          "--engine", "NOWEB",
          "--jar", "",
          "--java-opts", "",
          "--json", "");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with the usage, for anything that is not in it
   */
  static Options of(Path home, String... arguments) {
    Map<String, String> given = given(arguments);
    Options options =
        new Options(
            number(given, "--rate", 1),
            number(given, "--seconds", 1),
            number(given, "--warmup", 0),
            number(given, "--clients", 1),
            Duration.ofMillis(number(given, "--stub-latency-ms", 0)),
            engine(given.get("--engine")),
            jar(home, given.get("--jar")),
            Stream.of(given.get("--java-opts").split("\\s+")).filter(o -> !o.isEmpty()).toList(),
            given.get("--json").isEmpty() ? null : Path.of(given.get("--json")),
            given.containsKey("--quiet"));
    if ((long) options.rate * (options.warmup + options.seconds) > MOST_INVOICES) {
      throw usage("More than " + MOST_INVOICES + " invoices in one run");
    }
    if (options.clients > MOST_CLIENTS) {
      throw usage("More than " + MOST_CLIENTS + " clients");
    }
    return options;
  }

  private static Map<String, String> given(String... arguments) {
    Map<String, String> given = new HashMap<>(DEFAULTS);
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      if (option.equals("--keep") || option.equals("--quiet")) {
        given.put(option, "");
      } else if (DEFAULTS.containsKey(option) && i + 1 < arguments.length) {
        given.put(option, arguments[++i]);
      } else {
        throw usage(option.equals("--help") ? "Measures the hub." : "What is " + option + "?");
      }
    }
    return given;
  }

  private static int number(Map<String, String> given, String option, int least) {
    String value = given.get(option);
    if (!value.matches("\\d{1,7}") || Integer.parseInt(value) < least) {
      throw usage(option + " takes a whole number from " + least + " upward, not " + value);
    }
    return Integer.parseInt(value);
  }

  private static Engine engine(String name) {
    return Stream.of(Engine.values())
        .filter(engine -> engine.name().equals(name))
        .findAny()
        .orElseThrow(() -> usage("The stub knows no engine " + name));
  }

  private static Path jar(Path home, String given) {
    Path jar = given.isEmpty() ? home.resolve("target/recado.jar") : Path.of(given);
    if (!jar.toFile().isFile()) {
      throw usage("There is no " + jar + "; build it first: ./mvnw package");
    }
    return jar.toAbsolutePath();
  }

  private static IllegalArgumentException usage(String problem) {
    return new IllegalArgumentException(problem + "\n\n" + USAGE);
  }

  /** Counts all invoices of the run, with the one of the start. */
  int invoices() {
    return Schedule.FIRST + rate * (warmup + seconds);
  }

  String forPeople() {
    return "%d invoices/s for %d s after %d s of warm-up, %d customers, WAHA %s answers in %d ms"
        .formatted(rate, seconds, warmup, clients, engine, stubLatency.toMillis());
  }

  String forPrograms() {
    return """
      "rate": %d,
      "seconds": %d,
      "warmup": %d,
      "clients": %d,
      "engine": "%s",
      "stub_latency_ms": %d,
    """
        .formatted(rate, seconds, warmup, clients, engine, stubLatency.toMillis());
  }

  Schedule startingAt(long nanos) {
    return new Schedule(nanos, rate, warmup, seconds);
  }
}
