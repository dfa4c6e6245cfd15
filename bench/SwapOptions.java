package bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The options of {@code swap}.
 *
 * @param seconds the length of each of the two windows, without and with saves
 * @param every the time from one save to the next
 * @param checked false leaves out the mistakes that only lint and flow tests can see
 */
record SwapOptions(
    int rate,
    int seconds,
    int warmup,
    int clients,
    Duration every,
    boolean checked,
    Path jar,
    List<String> javaOpts,
    Path json,
    boolean quiet) {

  /** The load goes on after the last save, so that a message can show it. */
  static final int TAIL_SECONDS = 10;

  /** With shorter pauses the watch never finds the folder unchanged. */
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(600);

  private static final int MOST_INVOICES = 1_000_000;

  private static final String USAGE =
      """
      bench/swap [option ...]
        --rate N              invoices a second (200)
        --seconds N           length of each window: without saves, then with them (60)
        --every TIME          from one save to the next (1s)
        --warmup N            seconds at the same rate before the first window (20)
        --clients N           distinct customers (10000)
        --unchecked           leaves out the mistakes that only lint and flow tests can see
        --jar PATH            the hub (target/recado.jar)
        --java-opts "..."     options for the hub's JVM ()
        --json FILE           write the result there as well
        --keep                keep the folder with the hub's log, data and routes
        --quiet               no line a second
      """;

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "--rate", "200",
          "--seconds", "60",
          "--every", "1s",
          "--warmup", "20",
          "--clients", "10000",
          "--jar", "",
          "--java-opts", "",
          "--json", "");

  /** {@code run} sets the folder itself. */
  private static final Set<String> FLAGS = Set.of("--keep", "--quiet", "--unchecked");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with the usage, for anything that is not in it
   */
  static SwapOptions of(Path home, String... given) {
    Arguments arguments = new Arguments(USAGE, DEFAULTS, FLAGS, given);
    SwapOptions options =
        new SwapOptions(
            arguments.number("--rate", 1),
            arguments.number("--seconds", 1),
            arguments.number("--warmup", 0),
            arguments.number("--clients", 1),
            arguments.duration("--every"),
            !arguments.has("--unchecked"),
            arguments.jar(home),
            arguments.words("--java-opts"),
            arguments.file("--json"),
            arguments.has("--quiet"));
    if (options.invoices() > MOST_INVOICES) {
      throw arguments.wrong("More than " + MOST_INVOICES + " invoices in one run");
    }
    if (options.every.compareTo(SHORTEST_PAUSE) < 0) {
      throw arguments.wrong("--every takes " + SHORTEST_PAUSE.toMillis() + "ms at least");
    }
    return options;
  }

  /** Counts all invoices of the run, including the one of the start. */
  int invoices() {
    return Schedule.FIRST + rate * (warmup + 2 * seconds + TAIL_SECONDS);
  }

  int saves() {
    return (int) Math.max(1, seconds * 1000L / every.toMillis());
  }

  /** Returns the window in which nothing is saved. */
  Schedule quietWindow(long start) {
    return new Schedule(start, rate, warmup, seconds);
  }

  /** Returns the window in which files are saved. */
  Schedule savingWindow(long start) {
    return new Schedule(start, rate, warmup + seconds, seconds);
  }

  String forPeople() {
    return "%d invoices/s for %d s without saves and %d s with one every %.1f s, after %d s of warm-up%s"
        .formatted(
            rate,
            seconds,
            seconds,
            every.toMillis() / 1000.0,
            warmup,
            checked ? "" : "; mistakes that only lint and tests can see are left out");
  }

  String forPrograms() {
    return """
      "rate": %d,
      "seconds": %d,
      "warmup": %d,
      "clients": %d,
      "every_ms": %d,
      "checked": %b,
    """
        .formatted(rate, seconds, warmup, clients, every.toMillis(), checked);
  }
}
