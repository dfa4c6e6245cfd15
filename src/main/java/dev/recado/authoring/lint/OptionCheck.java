package dev.recado.authoring.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.spine.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * R004: options that a component does not know or cannot read, and required options that are
 * missing.
 */
final class OptionCheck implements Check {

  private static final String DURATION = "\\d+|(\\d+[dhms]|\\d+ms)+|P.*";

  /** Shorter names are near to too many others. */
  private static final int SHORTEST = 6;

  private final Catalogue catalogue;

  OptionCheck(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void file(Document document, Report report) {
    for (Call call : document.calls()) {
      // In flows this is not Camel's own component: see ScheduleCheck.
      boolean schedule = call.consumes() && call.scheme().equals(Schedule.SCHEME);
      if (!call.kamelet() && !call.scheme().isEmpty() && !schedule) {
        catalogue
            .component(call.scheme())
            .ifPresent(component -> check(document, call, component, report));
      }
    }
  }

  private static void check(Document document, Call call, JsonNode component, Report report) {
    JsonNode known = component.path("properties");
    Set<String> near = names(known);
    near.addAll(names(component.path("componentProperties")));
    boolean lenient = component.path("component").path("lenientProperties").asBoolean();
    for (Call.Option option : call.options()) {
      JsonNode property = known.path(option.name());
      if (property.isMissingNode()) {
        if (!prefixed(option.name(), known) && !(lenient && foreign(option.name(), near))) {
          report.add(
              Code.R004,
              document,
              option.at(),
              "the component %s has no option \"%s\"".formatted(call.scheme(), option.name())
                  + Nearest.hint(option.name(), lenient ? near : names(known)));
        }
      } else {
        side(call, option, property)
            .or(() -> value(option, property))
            .ifPresent(message -> report.add(Code.R004, document, option.value().at(), message));
      }
    }
    missing(document, call, known, report);
  }

  /**
   * Whether a lenient component passes the option on, as http does with the query of an address. A
   * name that is nearly one of its own options is a typing error.
   */
  private static boolean foreign(String name, Set<String> own) {
    return own.contains(name)
        || name.length() < SHORTEST
        || Nearest.to(name, own).filter(near -> Nearest.distance(name, near) <= 2).isEmpty();
  }

  private static boolean prefixed(String name, JsonNode known) {
    for (JsonNode property : known) {
      String prefix = property.path("prefix").asText();
      if (!prefix.isEmpty() && name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> names(JsonNode known) {
    Set<String> names = new TreeSet<>();
    known.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void missing(Document document, Call call, JsonNode known, Report report) {
    known
        .properties()
        .forEach(
            entry -> {
              JsonNode property = entry.getValue();
              boolean path = property.path("kind").asText().equals("path");
              boolean there =
                  call.option(entry.getKey()).isPresent() || path && !call.path().value().isEmpty();
              if (property.path("required").asBoolean() && !there) {
                report.add(
                    Code.R004,
                    document,
                    call.uri().at(),
                    "\"%s\" lacks %s, which the component %s needs"
                        .formatted(call.uri().value(), entry.getKey(), call.scheme()));
              }
            });
  }

  /** Options for consumers are not options for producers, and the reverse. */
  private static Optional<String> side(Call call, Call.Option option, JsonNode property) {
    String label = property.path("label").asText();
    String other = call.consumes() ? "producer" : "consumer";
    boolean wrong =
        label.startsWith(other) && !label.contains(call.consumes() ? "consumer" : "producer");
    return wrong && !call.step().kind().equals("poll")
        ? Optional.of(
            "\"%s\" is an option of %s only where a route %s"
                .formatted(
                    option.name(), call.scheme(), call.consumes() ? "sends" : "begins (from)"))
        : Optional.empty();
  }

  private static Optional<String> value(Call.Option option, JsonNode property) {
    String value = option.value().value();
    if (option.value().dynamic() || value.startsWith("#") || value.startsWith("RAW")) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    property.path("enum").forEach(one -> values.add(one.asText()));
    if (!values.isEmpty()) {
      return values.stream().anyMatch(value::equalsIgnoreCase)
          ? Optional.empty()
          : Optional.of(
              "\"%s\" cannot be \"%s\"; it is one of %s"
                      .formatted(option.name(), value, String.join(", ", values))
                  + Nearest.hint(value, values));
    }
    String due =
        switch (property.path("type").asText()) {
          case "boolean" -> value.matches("(?i)true|false") ? "" : "true or false";
          case "integer" -> value.matches("[-+]?\\d+") ? "" : "a whole number";
          case "number" -> value.matches("[-+]?\\d*\\.?\\d+") ? "" : "a number";
          case "duration" -> value.matches(DURATION) ? "" : "a duration such as 5s or 500";
          default -> "";
        };
    return due.isEmpty()
        ? Optional.empty()
        : Optional.of("\"%s\" must be %s, not \"%s\"".formatted(option.name(), due, value));
  }
}
