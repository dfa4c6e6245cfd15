package bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The options on the command line. */
record Options(int rate, int seconds, int warmup, Setup setup, Path json, boolean quiet) {

  /** As many as fit into the small heap that {@code run} gives the bench. */
  private static final int MOST_INVOICES = 1_000_000;

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
        --overload            another bench, with options of its own; --overload --help lists them
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

  /** {@code run} sets the folder itself. */
  private static final Set<String> FLAGS = Set.of("--keep", "--quiet");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with the usage, for anything that is not in it
   */
  static Options of(Path home, String... given) {
    Arguments arguments = new Arguments(USAGE, DEFAULTS, FLAGS, given);
    Options options =
        new Options(
            arguments.number("--rate", 1),
            arguments.number("--seconds", 1),
            arguments.number("--warmup", 0),
            Setup.of(arguments, home),
            arguments.file("--json"),
            arguments.has("--quiet"));
    if ((long) options.rate * (options.warmup + options.seconds) > MOST_INVOICES) {
      throw arguments.wrong("More than " + MOST_INVOICES + " invoices in one run");
    }
    return options;
  }

  /** Counts all invoices of the run, including the one of the start. */
  int invoices() {
    return Schedule.FIRST + rate * (warmup + seconds);
  }

  String forPeople() {
    return "%d invoices/s for %d s after %d s of warm-up, %s"
        .formatted(rate, seconds, warmup, setup.forPeople());
  }

  String forPrograms() {
    return """
      "rate": %d,
      "seconds": %d,
      "warmup": %d,
    %s"""
        .formatted(rate, seconds, warmup, setup.forPrograms());
  }

  Schedule startingAt(long nanos) {
    return new Schedule(nanos, rate, warmup, seconds);
  }
}
