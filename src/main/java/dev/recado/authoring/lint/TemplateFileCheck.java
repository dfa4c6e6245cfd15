package dev.recado.authoring.lint;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import dev.recado.spine.flow.TemplateParameters;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** R010 and R011: template files, and whether their texts match their parameters. */
final class TemplateFileCheck implements Check {

  private static final Pattern PLACE =
      Pattern.compile("\\{\\{\\s*[#^/&]?\\s*([^{}#^/&!>\\s]+)\\s*}}");
  private static final Pattern LINE = Pattern.compile("@ line (\\d{1,6})");
  private static final List<String> NEEDED = List.of("name", "language", "body");
  private static final Set<String> FIELDS =
      Set.of("name", "language", "category", "parameters", "approved", "body");

  @Override
  public void file(Document document, Report report) {
    Yaml root = document.root();
    if (document.kind() != Document.Kind.TEMPLATE || root == null) {
      return;
    }
    if (!(root instanceof Yaml.Dict)) {
      report.add(
          Code.R010,
          document,
          root.at(),
          "a template is a map with name, language and body, and this is " + root.kind());
      return;
    }
    for (String field : NEEDED) {
      Yaml value = root.get(field);
      if (!(value instanceof Yaml.Text text) || text.empty() || text.number() || text.flag()) {
        Place at = value == null ? root.at() : value.at();
        report.add(
            Code.R010,
            document,
            at,
            value == null
                ? "the template has no \"%s\"".formatted(field)
                : "\"%s\" must be a text, and this is %s".formatted(field, value.kind()));
      }
    }
    for (Yaml.Entry entry : root.entries()) {
      if (!FIELDS.contains(entry.name())) {
        report.add(
            Code.R010,
            document,
            entry.key().at(),
            "a template has no field \"%s\"".formatted(entry.name())
                + Nearest.hint(entry.name(), FIELDS));
      }
    }
    Set<String> declared = parameters(document, root, report);
    ApprovedTwins.check(document, root, declared, report);
    root.text("body").ifPresent(body -> body(document, body, declared, report));
  }

  private static Set<String> parameters(Document document, Yaml root, Report report) {
    Set<String> declared = new HashSet<>();
    Yaml parameters = root.get("parameters");
    if (parameters == null) {
      return declared;
    }
    if (!(parameters instanceof Yaml.Dict)) {
      report.add(
          Code.R011,
          document,
          parameters.at(),
          "\"parameters\" must be a map such as \"cliente: text\", and this is "
              + parameters.kind());
    }
    String body = root.text("body").map(Yaml.Text::value).orElse("");
    for (Yaml.Entry entry : parameters.entries()) {
      declared.add(entry.name());
      String type = entry.value() instanceof Yaml.Text text ? text.value() : "";
      String bare = type.endsWith("?") ? type.substring(0, type.length() - 1) : type;
      if (!TemplateParameters.types().contains(bare)) {
        report.add(
            Code.R011,
            document,
            entry.value().at(),
            "there is no type \"%s\"; it is one of %s, with a \"?\" if it may be missing"
                    .formatted(type, String.join(", ", TemplateParameters.types()))
                + Nearest.hint(bare, TemplateParameters.types()));
      }
      if (!body.contains(entry.name())) {
        report.add(
            Code.R011,
            document,
            entry.key().at(),
            "the text has no placeholder {{%s}} for this parameter".formatted(entry.name()));
      }
    }
    return declared;
  }

  private static void body(Document document, Yaml.Text body, Set<String> declared, Report report) {
    Matcher places = PLACE.matcher(body.value());
    Set<String> told = new HashSet<>();
    while (places.find()) {
      String name = places.group(1);
      if (!name.equals(".") && !declared.contains(name) && told.add(name)) {
        report.add(
            Code.R011,
            document,
            document.place(body, places.start(1)),
            "\"parameters\" does not declare the placeholder {{%s}}".formatted(name)
                + Nearest.hint(name, declared));
      }
    }
    unreadable(body.value())
        .ifPresent(
            message ->
                report.add(
                    Code.R010,
                    document,
                    document.place(body, lineStart(body.value(), message)),
                    "the text cannot be filled: " + message.replaceFirst(" @ line.*", "")));
  }

  /** The start of the line that the message names at its end. */
  private static int lineStart(String body, String message) {
    Matcher line = LINE.matcher(message);
    int at = 0;
    for (int i = line.find() ? Integer.parseInt(line.group(1)) : 1; i > 1; i--) {
      at = body.indexOf('\n', at) + 1;
    }
    return at;
  }

  private static Optional<String> unreadable(String body) {
    try {
      Mustache.compiler().escapeHTML(false).compile(body);
      return Optional.empty();
    } catch (MustacheException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
