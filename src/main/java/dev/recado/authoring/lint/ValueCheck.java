package dev.recado.authoring.lint;

import dev.recado.ground.settings.WrittenDuration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** R036: durations and numbers in the parameters of effects. */
final class ValueCheck implements Check {

  private static final Set<String> DURATIONS = Set.of("for", "after", "notAgainWithin");
  private static final Pattern WITH_DEFAULT = Pattern.compile("\\{\\{[^{}:]+:([^{}]+)}}");

  @Override
  public void folder(Project project, Report report) {
    project.calls(
        use -> {
          Call call = use.call();
          Kamelet kamelet = call.kamelet() ? project.kamelets().get(call.kameletName()) : null;
          if (kamelet != null && !kamelet.effects().isEmpty()) {
            call.options().stream()
                .filter(option -> option.node() instanceof Yaml.Text)
                .forEach(option -> value(option, report));
          }
        });
  }

  private static void value(Call.Option option, Report report) {
    Spot spot = option.value();
    Matcher otherwise = WITH_DEFAULT.matcher(spot.value());
    if (otherwise.matches()) {
      spot = spot.part(otherwise.start(1), otherwise.end(1));
    }
    if (spot.dynamic() || spot.value().isBlank()) {
      return;
    }
    String due = problem(option.name(), spot.value().strip());
    if (!due.isEmpty()) {
      report.add(
          Code.R036,
          spot.document(),
          spot.at(),
          "\"%s\" must be %s, not \"%s\"".formatted(option.name(), due, spot.value()));
    }
  }

  private static String problem(String name, String value) {
    if (DURATIONS.contains(name)) {
      return duration(value) ? "" : "a duration such as 5s, 10m or 24h";
    }
    if (name.equals("due")) {
      boolean good = value.indexOf('T') > 0 ? instant(value) : duration(value);
      return good ? "" : "a duration such as 24h or an instant such as 2026-12-01T12:00:00Z";
    }
    return name.equals("priority") && !value.matches("[-+]?\\d{1,9}") ? "a whole number" : "";
  }

  private static boolean duration(String value) {
    try {
      WrittenDuration.read(value);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean instant(String value) {
    try {
      Instant.parse(value);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
