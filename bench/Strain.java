package bench;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The result of one overload.
 *
 * @param name warm or cold
 * @param broken promises that the hub did not keep
 */
record Strain(String name, List<Row> rows, List<String> broken) {

  /** Writes the numbers as part of a flat JSON object. */
  String forPrograms() {
    return rows.stream().map(row -> row.forPrograms(name + "_")).collect(Collectors.joining(",\n"));
  }

  /** Lists the broken promises, with the name of the hub. */
  List<String> faults() {
    return broken.stream().map(promise -> name + ": " + promise).toList();
  }
}
