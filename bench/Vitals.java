package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The resources that a hub holds, read from its own gauges, from Linux's {@code /proc}, and from
 * its heap after a full collection.
 */
final class Vitals {

  /** A value that must not grow, with its tolerance: a share, plus a number. */
  private enum Measure {
    CONNECTIONS("connections in use, at the quietest", 0, 1.5, true),
    IDLE("connections idle", 0, 16, false),
    THREADS("threads", 0.10, 12, false),
    FILES("open files", 0.10, 24, false),
    HEAP("heap after GC, MB", 0.15, 16, false),
    RSS("memory of the process, MB", 0.15, 64, false),
    BACKENDS("PostgreSQL's backends", 0.10, 4, false);

    private final String told;
    private final double share;
    private final double more;
    private final boolean least;

    Measure(String told, double share, double more, boolean least) {
      this.told = told;
      this.share = share;
      this.more = more;
      this.least = least;
    }

    private double of(List<Map<Measure, Double>> part) {
      var numbers =
          part.stream()
              .mapToDouble(one -> one.getOrDefault(this, Double.NaN))
              .filter(number -> !Double.isNaN(number));
      return least ? numbers.min().orElse(Double.NaN) : numbers.average().orElse(Double.NaN);
    }
  }

  /**
   * A full collection stops the hub: with one at each look, the bench would measure the
   * collections.
   */
  private static final int COLLECT_EVERY = 6;

  /** With fewer looks than this, growth cannot be judged. */
  private static final int FEW = 20;

  private final Hub hub;
  private final SoakApi api;
  private final List<Map<Measure, Double>> looks = new ArrayList<>();

  Vitals(Hub hub, SoakApi api) {
    this.hub = hub;
    this.api = api;
  }

  /** Looks once. */
  void look() throws InterruptedException {
    boolean collected = looks.size() % COLLECT_EVERY == COLLECT_EVERY - 1;
    if (collected) {
      collect();
    }
    String gauges = api.read("/actuator/prometheus").body();
    Map<Measure, Double> now = new LinkedHashMap<>();
    now.put(Measure.CONNECTIONS, sum(gauges, "hikaricp_connections_active{"));
    now.put(Measure.IDLE, sum(gauges, "hikaricp_connections_idle{"));
    now.put(Measure.THREADS, sum(gauges, "jvm_threads_live_threads"));
    now.put(Measure.FILES, files());
    now.put(
        Measure.HEAP,
        collected ? sum(gauges, "jvm_memory_used_bytes{area=\"heap\"") / 1048576 : Double.NaN);
    now.put(Measure.RSS, rss());
    now.put(Measure.BACKENDS, backends());
    looks.add(now);
  }

  double gauge(String name) {
    return sum(api.read("/actuator/prometheus").body(), name);
  }

  private void collect() throws InterruptedException {
    try {
      Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(hub.pid()), "GC.run")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException noJcmd) {
      // Then the heap includes garbage.
    }
  }

  private static double sum(String gauges, String start) {
    return gauges
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private double files() {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(hub.pid()), "fd"))) {
      return open.count();
    } catch (IOException notLinux) {
      return Double.NaN;
    }
  }

  private double rss() {
    try {
      return Files.readAllLines(
              Path.of("/proc", Long.toString(hub.pid()), "status"), StandardCharsets.ISO_8859_1)
          .stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException notLinux) {
      return Double.NaN;
    }
  }

  /** For the embedded server only; another one does not belong to the hub. */
  private double backends() {
    return hub.postmaster().flatMap(postmaster -> ProcessHandle.of(postmaster.pid())).stream()
        .flatMap(ProcessHandle::children)
        .count();
  }

  String head() {
    return "   min    sent  outcomes    open   reads  conn.  threads   files    heap     RSS "
        + " backends  troubles";
  }

  /** One line of the table. */
  String line(double minutes, int sent, int had, int open, int reads, int troubles) {
    Map<Measure, Double> now = looks.get(looks.size() - 1);
    return "%6.1f %7d %9d %7d %7d %6.0f %8.0f %7.0f %7.0f %7.0f %9.0f %9d"
        .formatted(
            minutes,
            sent,
            had,
            open,
            reads,
            now.get(Measure.CONNECTIONS),
            now.get(Measure.THREADS),
            now.get(Measure.FILES),
            now.get(Measure.HEAP),
            now.get(Measure.RSS),
            now.get(Measure.BACKENDS),
            troubles);
  }

  /**
   * Compares the first third after the warm-up with the last third; the warm-up is a quarter of all
   * looks.
   */
  void judge(Troubles troubles) {
    List<Map<Measure, Double>> warm = looks.subList(looks.size() / 4, looks.size());
    if (warm.size() < FEW) {
      System.out.println("Too short to say whether anything grows slowly; 5 minutes are enough.");
      return;
    }
    int third = warm.size() / 3;
    for (Measure measure : Measure.values()) {
      double first = measure.of(warm.subList(0, third));
      double last = measure.of(warm.subList(warm.size() - third, warm.size()));
      boolean grew = last > first * (1 + measure.share) + measure.more;
      System.out.printf(
          "%-36s %8.1f -> %8.1f%s%n", measure.told, first, last, grew ? "  GREW" : "");
      if (grew) {
        troubles.add("Growing: " + measure.told, "%.1f -> %.1f".formatted(first, last));
      }
    }
  }
}
