package bench;

import java.util.List;
import java.util.stream.Collectors;

/** The capacity of a hub, measured in steps of a growing rate. */
record Capacity(List<Step> steps) {

  /** Returns the highest rate that it sustained; 0 for none. */
  int sustained() {
    return steps.stream().filter(Step::isSustained).mapToInt(Step::rate).max().orElse(0);
  }

  /** Returns the most that it delivered in a second, at any rate. */
  double best() {
    return steps.stream().mapToDouble(Step::delivered).max().orElse(0);
  }

  String forPeople() {
    return steps.stream()
        .map(Step::forPeople)
        .collect(Collectors.joining("\n", Step.head() + "\n", "\n"));
  }

  String forPrograms() {
    return steps.stream()
        .map(Step::forPrograms)
        .collect(Collectors.joining(",\n    ", "  \"steps\": [\n    ", "\n  ]"));
  }
}
