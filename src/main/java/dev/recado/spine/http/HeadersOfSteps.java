package dev.recado.spine.http;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Which headers of a message belong to steps before, and so to no HTTP request after them.
 *
 * <p>Camel sends every header of a message with each HTTP request: a token for one system would go
 * to the next one, too. Here a header belongs to the next HTTP step after the step that has set it.
 *
 * @param names in any case; those headers are not sent
 * @param ofFailed further names: the headers of an HTTP step that has failed
 * @param failed that step, or null; if it is repeated, it sends its headers again
 */
record HeadersOfSteps(Set<String> names, Set<String> ofFailed, @Nullable Object failed) {

  private static final String PROPERTY = "recado.http.headers-of-steps";

  static Set<String> names(Exchange exchange) {
    return names(exchange.getMessage().getHeaders().keySet());
  }

  private static Set<String> names(Collection<String> names) {
    Set<String> copy = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    copy.addAll(names);
    return copy;
  }

  private static HeadersOfSteps of(Exchange exchange) {
    HeadersOfSteps past = exchange.getProperty(PROPERTY, HeadersOfSteps.class);
    return past == null ? new HeadersOfSteps(Set.of(), Set.of(), null) : past;
  }

  /** The headers that are not sent; the set is a copy. */
  static Set<String> past(Exchange exchange) {
    HeadersOfSteps past = of(exchange);
    Set<String> names = names(past.names);
    names.addAll(past.ofFailed);
    return names;
  }

  /** Says which headers are not sent from now on; all others are. */
  static void past(Exchange exchange, Set<String> names) {
    exchange.setProperty(PROPERTY, new HeadersOfSteps(names, Set.of(), null));
  }

  /**
   * An HTTP step begins: what belongs to steps before it goes.
   *
   * @return the names of headers that are still not its own
   */
  static Set<String> begin(Exchange exchange, Object step) {
    HeadersOfSteps past = of(exchange);
    Set<String> others = past.failed == step ? names(past.names) : past(exchange);
    exchange.getMessage().getHeaders().keySet().removeIf(others::contains);
    return others;
  }

  /** An HTTP step has failed. */
  static void failed(Exchange exchange, Set<String> past, Set<String> sent, Object step) {
    exchange.setProperty(PROPERTY, new HeadersOfSteps(past, sent, step));
  }

  /** A step has set headers of its own, for the next HTTP step. */
  static void set(Exchange exchange, Collection<String> names) {
    Set<String> past = past(exchange);
    if (past.removeAll(names(names))) {
      past(exchange, past);
    }
  }

  /** The headers that differ from those before. */
  static Set<String> changed(Map<String, Object> before, Exchange exchange) {
    Set<String> changed = names(exchange);
    before.forEach(
        (name, value) -> {
          if (Objects.equals(exchange.getMessage().getHeader(name), value)) {
            changed.remove(name);
          }
        });
    return changed;
  }
}
