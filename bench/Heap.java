package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The live objects in the hub's heap, as {@code jcmd} counts them after a full collection. */
final class Heap {

  static final String GENERATION = "dev.recado.spine.camel.Generation";
  static final String CONTEXT = "org.apache.camel.impl.DefaultCamelContext";

  private static final double BYTES_A_MEGABYTE = 1 << 20;

  private final List<String[]> lines;

  private Heap(List<String[]> lines) {
    this.lines = lines;
  }

  static Heap of(Hub hub) throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(hub.pid()), "GC.class_histogram")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      // "  12:    3   4560  a.b.C (module)", and at the end "Total  123  45678".
      return new Heap(out.lines().map(line -> line.strip().split("\\s+")).toList());
    }
  }

  /** Counts the objects of exactly this class; NaN if there is no {@code jcmd}. */
  double count(String type) {
    return lines.isEmpty()
        ? Double.NaN
        : lines.stream()
            .filter(line -> line.length > 3 && line[3].equals(type))
            .mapToLong(line -> Long.parseLong(line[1]))
            .sum();
  }

  double megabytes() {
    return lines.stream()
        .filter(line -> line.length == 3 && line[0].equals("Total"))
        .mapToDouble(line -> Long.parseLong(line[2]) / BYTES_A_MEGABYTE)
        .findAny()
        .orElse(Double.NaN);
  }
}
