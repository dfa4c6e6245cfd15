package dev.recado.authoring.flowtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A difference between the expectations and the results.
 *
 * @param spot the place of the first expectation that was not met
 * @param sentence a sentence with the expectation and the result
 * @param lists both lists, with a mark at the first difference
 */
record Difference(Spot spot, String sentence, String lists) {

  static Optional<Difference> between(Part expect, List<Happening> came) {
    List<Part> expected = expect.items();
    for (int i = 0; i < Math.max(expected.size(), came.size()); i++) {
      Optional<Match.Difference> difference =
          i >= expected.size()
              ? tooMany(expect, came.get(i))
              : i >= came.size() ? tooFew(expected.get(i)) : compare(expected.get(i), came.get(i));
      if (difference.isPresent()) {
        return Optional.of(
            new Difference(
                difference.get().at(), difference.get().sentence(), lists(expected, came, i)));
      }
    }
    return Optional.empty();
  }

  /** Adds the decisions of the runs that emitted nothing. */
  Difference after(List<String> ways) {
    if (ways.isEmpty()) {
      return this;
    }
    List<String> lines = new ArrayList<>(List.of(lists, "decided:"));
    ways.forEach(way -> lines.add("      - " + way));
    return new Difference(spot, sentence, String.join("\n", lines));
  }

  private static Optional<Match.Difference> compare(Part expected, Happening came) {
    Map.Entry<String, Part> wanted = expected.fields().entrySet().iterator().next();
    String kind = wanted.getKey();
    if (!kind.equals(came.kind())) {
      String sentence = "expected %s, but came %s".formatted(kind, came.kind());
      return Optional.of(new Match.Difference(expected.spot(), kind, sentence));
    }
    return wanted.getValue().isNull()
        ? Optional.empty()
        : Match.compare(wanted.getValue(), came.facts(), kind);
  }

  private static Optional<Match.Difference> tooMany(Part expect, Happening came) {
    String sentence = "expected nothing more, but came " + came.kind();
    return Optional.of(new Match.Difference(expect.spot(), came.kind(), sentence));
  }

  private static Optional<Match.Difference> tooFew(Part expected) {
    String kind = expected.fields().keySet().iterator().next();
    String sentence = "expected %s, but nothing more came".formatted(kind);
    return Optional.of(new Match.Difference(expected.spot(), kind, sentence));
  }

  private static String lists(List<Part> expected, List<Happening> came, int mark) {
    List<String> lines = new ArrayList<>();
    lines.add("expected:");
    List<String> wanted = expected.stream().map(Difference::line).toList();
    marked(wanted, mark, lines);
    lines.add("came:");
    marked(came.stream().map(Show::happening).toList(), mark, lines);
    return String.join("\n", lines);
  }

  private static String line(Part expected) {
    Map.Entry<String, Part> one = expected.fields().entrySet().iterator().next();
    return one.getValue().isNull()
        ? "- " + one.getKey() + ":"
        : "- " + one.getKey() + ": " + Show.value(one.getValue().value());
  }

  private static void marked(List<String> items, int mark, List<String> lines) {
    for (int i = 0; i < items.size(); i++) {
      lines.add((i == mark ? "  > " : "    ") + items.get(i));
    }
    if (mark >= items.size()) {
      lines.add("  > (nothing)");
    }
  }
}
