package dev.recado.authoring.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** R023: secrets in clear. A finding never repeats the secret. */
final class SecretCheck implements Check {

  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(?!.*tokeni[sz]e).*?(passw(or)?d|passwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key"
              + "|authorization|auth[-_]?key|hmac[-_]?key).*");
  private static final Map<String, Pattern> FORMS =
      Map.of(
          "a bearer token",
          Pattern.compile("(?i)\\bbearer\\s+(?=\\S*\\d)[A-Za-z0-9._~+/-]{8,}"),
          "a user with a password",
          Pattern.compile("(?i)\\bbasic\\s+(?=\\S*[0-9=])[A-Za-z0-9+/]{8,}={0,2}(?![A-Za-z ])"),
          "a password in an address",
          Pattern.compile("://[^/\\s:@{}$'\"]+:[^/\\s@{}$'\"]+@"),
          "a private key",
          Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
          "a key of a known format",
          Pattern.compile(
              "\\b(sk-[A-Za-z0-9_-]{20,}|gh[pousr]_[A-Za-z0-9]{30,}|glpat-[A-Za-z0-9_-]{20}"
                  + "|AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|xox[abprs]-[A-Za-z0-9-]{10,}"
                  + "|EAA[A-Za-z0-9]{40,}|eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]+)"));
  private static final Set<String> NAMES_ONLY =
      Set.of("id", "description", "title", "name", "type", "format", "group", "note", "resultType");

  @Override
  public void file(Document document, Report report) {
    List<Place> told = new ArrayList<>();
    Yaml root = document.root();
    boolean names = document.kind().camel() || document.kind() == Document.Kind.KAMELET;
    if (root != null && names) {
      walk(document, root, told, report);
      for (Call call : document.calls()) {
        call.options().forEach(option -> option(document, option, told, report));
      }
    }
    forms(document, told, report);
  }

  private static void walk(Document document, Yaml node, List<Place> told, Report report) {
    node.items().forEach(item -> walk(document, item, told, report));
    for (Yaml.Entry entry : node.entries()) {
      String name = entry.name();
      if (entry.value() instanceof Yaml.Text text && NAME.matcher(name).matches()) {
        literal(document, name, Spot.of(document, text), told, report);
      }
      boolean header = name.equals("setHeader") || name.equals("setProperty");
      if (header || name.equals("headers")) {
        headers(document, entry.value(), told, report);
      }
      if (NAME.matcher(name).matches() && secretProperty(entry.value())) {
        entry
            .value()
            .text("default")
            .ifPresent(text -> literal(document, name, Spot.of(document, text), told, report));
      }
      walk(document, entry.value(), told, report);
    }
  }

  private static boolean secretProperty(Yaml property) {
    return property.text("format").filter(f -> f.value().equals("password")).isPresent();
  }

  private static void headers(Document document, Yaml value, List<Place> told, Report report) {
    value.items().forEach(item -> headers(document, item, told, report));
    String name = value.text("name").map(Yaml.Text::value).orElse("");
    if (NAME.matcher(name).matches()) {
      for (String language : List.of("constant", "simple")) {
        Yaml below = value.get(language);
        Yaml text = below instanceof Yaml.Dict ? below.get("expression") : below;
        if (text instanceof Yaml.Text literal) {
          literal(document, name, Spot.of(document, literal), told, report);
        }
      }
    }
  }

  private static void option(
      Document document, Call.Option option, List<Place> told, Report report) {
    boolean inUri = !option.at().equals(option.value().at());
    if (inUri && NAME.matcher(option.name()).matches()) {
      literal(document, option.name(), option.value(), told, report);
    }
  }

  private static void literal(
      Document document, String name, Spot value, List<Place> told, Report report) {
    String text = value.value();
    boolean harmless =
        text.isBlank()
            || value.dynamic()
            || text.startsWith("#")
            || value.scalar().flag()
            || value.scalar().number()
            || NAMES_ONLY.contains(name)
            || told.contains(value.at());
    if (!harmless) {
      told.add(value.at());
      report.add(
          Code.R023,
          document,
          value.at(),
          "\"%s\" holds a secret in clear text; write a setting such as \"{{recado.…}}\" and set it in the environment"
              .formatted(name));
    }
  }

  /** Checks for texts that are secrets wherever they stand, also in comments. */
  private static void forms(Document document, List<Place> told, Report report) {
    FORMS.forEach(
        (what, form) -> {
          Matcher found = form.matcher(document.text());
          while (found.find()) {
            int start = found.start();
            while (start > 0 && Character.isLetterOrDigit(document.text().charAt(start - 1))) {
              start--;
            }
            Place at = document.place(start);
            if (told.stream().noneMatch(place -> place.line() == at.line())) {
              report.add(
                  Code.R023,
                  document,
                  at,
                  "this looks like %s in clear text; keep it in the environment".formatted(what));
            }
          }
        });
  }
}
