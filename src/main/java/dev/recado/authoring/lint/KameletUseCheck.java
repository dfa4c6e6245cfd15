package dev.recado.authoring.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** R005 and R006: uses of Kamelets and their parameters. */
final class KameletUseCheck implements Check {

  /** Options of the component itself, not of the Kamelet. */
  private static final Set<String> COMPONENT =
      Set.of(
          "templateId",
          "routeId",
          "location",
          "noErrorHandler",
          "block",
          "timeout",
          "failIfNoConsumers",
          "lazyStartProducer",
          "bridgeErrorHandler");

  @Override
  public void folder(Project project, Report report) {
    project.calls(
        use -> {
          Call call = use.call();
          if (!call.kamelet() || call.targetSpot().dynamic() || inside(use)) {
            return;
          }
          Kamelet kamelet = project.kamelets().get(call.kameletName());
          if (kamelet == null) {
            report.add(
                Code.R005,
                use.document(),
                call.uri().at(),
                "there is no Kamelet \"%s\"".formatted(call.kameletName())
                    + Nearest.hint(call.kameletName(), project.kamelets().keySet()));
          } else {
            given(use.document(), call, kamelet, report);
          }
        });
  }

  /** {@code kamelet:source} and {@code kamelet:sink} are the ends of a Kamelet. */
  private static boolean inside(Project.CallIn use) {
    return use.document().kind() == Document.Kind.KAMELET
        && Set.of("source", "sink").contains(use.call().kameletName());
  }

  private static void given(Document document, Call call, Kamelet kamelet, Report report) {
    for (Call.Option option : call.options()) {
      Yaml.Entry property = kamelet.properties().get(option.name());
      if (property != null) {
        value(document, option, property.value(), kamelet.expression(option.name()), report);
      } else if (!COMPONENT.contains(option.name())) {
        report.add(
            Code.R006,
            document,
            option.at(),
            "the Kamelet %s has no property \"%s\"".formatted(call.kameletName(), option.name())
                + Nearest.hint(option.name(), kamelet.properties().keySet()));
      }
    }
    for (Yaml.Text required : kamelet.required()) {
      Yaml.Entry property = kamelet.properties().get(required.value());
      boolean filled = property != null && property.value().get("default") != null;
      if (call.option(required.value()).isEmpty() && !filled) {
        report.add(
            Code.R006,
            document,
            call.uri().at(),
            "the Kamelet %s needs \"%s\" below \"parameters\""
                .formatted(call.kameletName(), required.value()));
      }
    }
  }

  private static void value(
      Document document, Call.Option option, Yaml property, boolean expression, Report report) {
    String type = property.text("type").map(Yaml.Text::value).orElse("string");
    if (option.node() instanceof Yaml.Text text && text.plain() && text.value().isEmpty()) {
      report.add(
          Code.R006,
          document,
          option.at(),
          "nothing stands behind \"%s\"; remove it, or write \"\" for an empty text"
              .formatted(option.name()));
      return;
    }
    if (!(option.node() instanceof Yaml.Text)) {
      if (type.equals("object") || type.equals("array")) {
        return;
      }
      report.add(
          Code.R006,
          document,
          option.at(),
          "\"%s\" must be a text, and this is %s".formatted(option.name(), option.node().kind()));
      return;
    }
    String value = option.value().value();
    if (option.value().dynamic()) {
      // A value that is no expression is taken as it stands.
      if (!expression && !value.contains("{{")) {
        pattern(document, option, property, report);
      }
      return;
    }
    List<String> values = new ArrayList<>();
    Yaml choice = property.get("enum");
    if (choice != null) {
      choice.items().stream()
          .filter(Yaml.Text.class::isInstance)
          .forEach(item -> values.add(((Yaml.Text) item).value()));
    }
    if (!values.isEmpty() && !values.contains(value)) {
      say(
          document,
          option,
          "it is one of " + String.join(", ", values) + Nearest.hint(value, values),
          report);
    } else if (type.equals("boolean") && !value.matches("true|false")) {
      say(document, option, "it is true or false", report);
    } else if (type.equals("integer") && !value.matches("[-+]?\\d+")) {
      say(document, option, "it is a whole number", report);
    } else if (type.equals("number") && !value.matches("[-+]?\\d*\\.?\\d+")) {
      say(document, option, "it is a number", report);
    } else {
      pattern(document, option, property, report);
    }
  }

  private static void pattern(Document document, Call.Option option, Yaml property, Report report) {
    property
        .text("pattern")
        .filter(pattern -> Patterns.valid(pattern.value()))
        .filter(pattern -> !option.value().value().matches(pattern.value()))
        .ifPresent(
            pattern ->
                say(
                    document,
                    option,
                    option.value().value().contains("${")
                        ? "it is fixed, the same for every event, and ${…} is not evaluated in it"
                        : "it must match " + pattern.value(),
                    report));
  }

  private static void say(Document document, Call.Option option, String rule, Report report) {
    report.add(
        Code.R006,
        document,
        option.value().at(),
        "\"%s\" cannot be \"%s\"; %s".formatted(option.name(), option.value().value(), rule));
  }
}
