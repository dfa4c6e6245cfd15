package bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** The errors of a run, each kind with its first example and its number. */
final class Troubles {

  private record Trouble(String first, int times) {}

  private final Map<String, Trouble> byKind = new LinkedHashMap<>();

  synchronized void add(String kind, String example) {
    byKind.merge(
        kind, new Trouble(example, 1), (one, other) -> new Trouble(one.first(), one.times() + 1));
  }

  synchronized int count() {
    return byKind.values().stream().mapToInt(Trouble::times).sum();
  }

  synchronized boolean none() {
    return byKind.isEmpty();
  }

  synchronized String told() {
    StringBuilder told = new StringBuilder();
    byKind.forEach(
        (kind, trouble) ->
            told.append(
                "  %s, %d times; first: %s%n".formatted(kind, trouble.times(), trouble.first())));
    return told.toString();
  }
}
