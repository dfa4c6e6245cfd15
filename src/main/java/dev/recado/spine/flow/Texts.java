package dev.recado.spine.flow;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;

/** The texts that a run has read of customers, to keep them out of a message. */
final class Texts {

  /** Shorter texts are ordinary words. */
  private static final int SHORTEST = 4;

  private static final int MOST = 1000;
  private static final int DEEPEST = 10;

  /** Variables that the hub sets itself. */
  private static final Set<String> OURS = Set.of("eventId", "eventType", "waits");

  private final Set<String> found = new TreeSet<>();

  private Texts() {}

  /** Collects the texts of the event, of the body and of the variables. */
  static Texts of(Exchange exchange) {
    Texts texts = new Texts();
    Effects effects = Effects.in(exchange);
    if (effects != null) {
      texts.add(effects.event().body(), 0);
    }
    texts.add(exchange.getMessage().getBody(), 0);
    exchange
        .getVariables()
        .forEach(
            (name, value) -> {
              if (!OURS.contains(name)) {
                texts.add(value, 0);
              }
            });
    return texts;
  }

  private void add(Object value, int depth) {
    if (found.size() >= MOST || depth > DEEPEST) {
      return;
    }
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(one -> add(one, depth + 1));
    } else if (value instanceof Collection<?> list) {
      list.forEach(one -> add(one, depth + 1));
    } else if (value instanceof CharSequence text && text.toString().strip().length() >= SHORTEST) {
      found.add(text.toString().strip());
    }
  }

  /** The message without these texts. */
  String without(String message) {
    String bare = message;
    List<String> longest =
        found.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    for (String text : longest) {
      bare = bare.replace(text, "…");
    }
    return bare;
  }
}
