package bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The result of an overload bench.
 *
 * @param offered invoices a second, to both hubs
 */
record OverloadReport(Capacity capacity, int offered, Strain warm, Strain cold) {

  /** Lists the promises that either hub did not keep. */
  List<String> faults() {
    return Stream.concat(warm.faults().stream(), cold.faults().stream()).toList();
  }

  String table() {
    String summary =
        "sustained %,d/s, at best delivered %,.1f/s, overload %,d/s"
            .formatted(capacity.sustained(), capacity.best(), offered);
    String head = "%-36s %12s %12s".formatted("", "warm", "cold");
    String lines =
        IntStream.range(0, warm.rows().size())
            .mapToObj(i -> warm.rows().get(i).forPeople(cold.rows().get(i)))
            .collect(Collectors.joining("\n", "", "\n"));
    return String.join("\n", capacity.forPeople(), summary, "", head, lines);
  }

  String json(OverloadOptions options, String machine) {
    return "{\n"
        + options.forPrograms()
        + "  \"machine\": \"%s\",\n".formatted(machine)
        + capacity.forPrograms()
        + ",\n  \"offered_per_s\": %d,\n".formatted(offered)
        + String.join(",\n", warm.forPrograms(), cold.forPrograms())
        + "\n}\n";
  }
}
