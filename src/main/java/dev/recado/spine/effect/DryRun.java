package dev.recado.spine.effect;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.util.json.Jsoner;
import org.jspecify.annotations.Nullable;

/**
 * Prints effects instead of carrying them out, in the form of a flow test's expectations.
 *
 * @param catalogue which effects there are
 * @param printer takes a line for each effect
 */
record DryRun(Catalogue catalogue, Consumer<String> printer) implements EffectTaker {

  /** What ends the run, here as in the hub. */
  private static final Set<String> ENDS = Set.of("drop", "reject", "wait");

  static DryRun printing() {
    return new DryRun(Catalogue.read(), System.out::println);
  }

  @Override
  public Kind kind(String kind, Set<String> options) {
    known("effect", kind, catalogue.kinds());
    options.forEach(option -> known("option of effects", option, catalogue.options()));
    return (Exchange exchange, Map<String, @Nullable Object> values) -> {
      printer.accept(line(kind, values));
      if (ENDS.contains(kind)) {
        exchange.setRouteStop(true);
      }
    };
  }

  private static void known(String what, String name, Set<String> names) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "There is no %s '%s'; there are %s".formatted(what, name, names));
    }
  }

  private static String line(String kind, Map<String, @Nullable Object> values) {
    return values.entrySet().stream()
        .filter(option -> !text(option.getValue()).isEmpty())
        .map(option -> option.getKey() + ": " + shown(option.getValue()))
        .collect(Collectors.joining(", ", "- " + kind + ": {", "}"));
  }

  private static String shown(@Nullable Object value) {
    return value instanceof Map || value instanceof Collection
        ? Jsoner.serialize(value)
        : '"' + Jsoner.escape(text(value)) + '"';
  }

  /** Strips the blanks around an option, as the hub does. */
  private static String text(@Nullable Object value) {
    return value == null ? "" : String.valueOf(value).strip();
  }
}
