package bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The options of {@code run --overload}.
 *
 * @param percent the offered rate as a percentage of the sustained rate
 * @param seconds the time of the warm hub's overload
 * @param coldSeconds the time of the cold hub's overload
 */
record OverloadOptions(
    int percent,
    int seconds,
    int coldSeconds,
    int warmup,
    int warmupRate,
    int firstRate,
    int settle,
    int stepSeconds,
    Setup setup,
    Path json,
    boolean quiet) {

  private static final int MOST_SECONDS = 3_600;
  private static final int MOST_RATE = 10_000;

  private static final String USAGE =
      """
      bench/run --overload [option ...]
        --percent N           what is offered, of the rate that the hub sustains (200)
        --seconds N           how long to the warm hub (60)
        --cold-seconds N      how long to the cold hub (120)
        --warmup N            seconds before the first step (60)
        --warmup-rate N       invoices a second in them (100)
        --first-rate N        invoices a second of the first step (100)
        --settle N            seconds of each step that are not measured (5)
        --step-seconds N      seconds of each step that are (15)
        --clients N           distinct customers (500)
        --stub-latency-ms N   how long the stub WAHA takes to answer (5)
        --engine NAME         NOWEB or WEBJS: what the stub says it is (NOWEB)
        --jar PATH            the hub (target/recado.jar)
        --java-opts "..."     options for the hub's JVM ()
        --json FILE           write the result there as well
        --keep                keep the folders with the hubs' logs and data
        --quiet               no line a second
      """;

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("--percent", "200"),
          Map.entry("--seconds", "60"),
          Map.entry("--cold-seconds", "120"),
          Map.entry("--warmup", "60"),
          Map.entry("--warmup-rate", "100"),
          Map.entry("--first-rate", "100"),
          Map.entry("--settle", "5"),
          Map.entry("--step-seconds", "15"),
          Map.entry("--clients", "500"),
          Map.entry("--stub-latency-ms", "5"),
          Map.entry("--engine", "NOWEB"),
          Map.entry("--jar", ""),
          Map.entry("--java-opts", ""),
          Map.entry("--json", ""));

  /** {@code run} sets the folders itself, and has already chosen the bench. */
  private static final Set<String> FLAGS = Set.of("--overload", "--keep", "--quiet");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with the usage, for anything that is not in it
   */
  static OverloadOptions of(Path home, String... given) {
    Arguments arguments = new Arguments(USAGE, DEFAULTS, FLAGS, given);
    return new OverloadOptions(
        number(arguments, "--percent", 1, 1_000),
        number(arguments, "--seconds", 4, MOST_SECONDS),
        number(arguments, "--cold-seconds", 4, MOST_SECONDS),
        number(arguments, "--warmup", 1, MOST_SECONDS),
        number(arguments, "--warmup-rate", 1, MOST_RATE),
        number(arguments, "--first-rate", 1, MOST_RATE),
        number(arguments, "--settle", 0, MOST_SECONDS),
        number(arguments, "--step-seconds", 1, MOST_SECONDS),
        Setup.of(arguments, home),
        arguments.file("--json"),
        arguments.has("--quiet"));
  }

  private static int number(Arguments arguments, String option, int least, int most) {
    int number = arguments.number(option, least);
    if (number > most) {
      throw arguments.wrong(option + " takes " + most + " at most, not " + number);
    }
    return number;
  }

  /** Returns the offered rate for a hub that sustains this many invoices a second. */
  int offered(int sustained) {
    return Math.max(1, sustained * percent / 100);
  }

  String forPeople() {
    return "%d %% of what the hub sustains, %d s to a warm hub and %d s to a cold one, %s"
        .formatted(percent, seconds, coldSeconds, setup.forPeople());
  }

  String forPrograms() {
    return """
      "percent": %d,
      "seconds": %d,
      "cold_seconds": %d,
      "warmup": %d,
      "warmup_rate": %d,
      "first_rate": %d,
      "settle": %d,
      "step_seconds": %d,
    %s"""
        .formatted(
            percent,
            seconds,
            coldSeconds,
            warmup,
            warmupRate,
            firstRate,
            settle,
            stepSeconds,
            setup.forPrograms());
  }
}
