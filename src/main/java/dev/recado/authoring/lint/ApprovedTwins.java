package dev.recado.authoring.lint;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks what a template file says about its approved twins at the providers. */
final class ApprovedTwins {

  /** Payloads of quick replies, and {@code url} with a value for the end of an address. */
  private static final String BUTTONS = "buttons";

  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "meta", Set.of("name", "language", "parameters", "header", BUTTONS),
          "twilio", Set.of("contentSid", "variables"));

  /** Twilio's form of such an id (docs/contracts.md#twilio-sends). */
  private static final Pattern CONTENT = Pattern.compile("HX[0-9a-fA-F]{32}");

  private ApprovedTwins() {}

  static void check(Document document, Yaml root, Set<String> declared, Report report) {
    Yaml approved = root.get("approved");
    if (approved == null) {
      return;
    }
    if (!(approved instanceof Yaml.Dict)) {
      report.add(
          Code.R010,
          document,
          approved.at(),
          "\"approved\" must be a map such as \"meta: {name: fatura_emitida}\", and this is "
              + approved.kind());
    }
    for (Yaml.Entry twin : approved.entries()) {
      Set<String> fields = FIELDS.get(twin.name());
      if (fields == null) {
        report.add(
            Code.R010,
            document,
            twin.key().at(),
            "no provider \"%s\" has approved templates; it is one of %s"
                    .formatted(
                        twin.name(), String.join(", ", FIELDS.keySet().stream().sorted().toList()))
                + Nearest.hint(twin.name(), FIELDS.keySet()));
      } else {
        twin(document, twin, fields, declared, report);
      }
    }
  }

  private static void twin(
      Document document, Yaml.Entry twin, Set<String> fields, Set<String> declared, Report report) {
    for (Yaml.Entry field : twin.value().entries()) {
      if (!fields.contains(field.name())) {
        report.add(
            Code.R010,
            document,
            field.key().at(),
            "\"%s\" has no field \"%s\"".formatted(twin.name(), field.name())
                + Nearest.hint(field.name(), fields));
      } else if (field.value() instanceof Yaml.Items items) {
        if (field.name().equals(BUTTONS)) {
          addresses(document, items, declared, report);
        } else {
          items.items().forEach(item -> place(document, item, declared, report));
        }
      } else if (field.name().equals("contentSid")
          && !(field.value() instanceof Yaml.Text text
              && CONTENT.matcher(text.value()).matches())) {
        report.add(
            Code.R010,
            document,
            field.value().at(),
            "\"contentSid\" is HX and 32 hexadecimal digits, as Twilio's console shows it");
      }
    }
  }

  private static void addresses(
      Document document, Yaml.Items buttons, Set<String> declared, Report report) {
    for (Yaml button : buttons.items()) {
      Yaml url = button instanceof Yaml.Dict ? button.get("url") : null;
      if (url != null) {
        place(document, url, declared, report);
      }
    }
  }

  private static void place(Document document, Yaml item, Set<String> declared, Report report) {
    if (!(item instanceof Yaml.Text text) || !declared.contains(text.value())) {
      report.add(
          Code.R011,
          document,
          item.at(),
          "\"parameters\" does not declare this value of the approved template"
              + (item instanceof Yaml.Text text ? Nearest.hint(text.value(), declared) : ""));
    }
  }
}
