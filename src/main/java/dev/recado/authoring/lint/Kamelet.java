package dev.recado.authoring.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A Kamelet: its properties, and how it uses them. */
final class Kamelet {

  /**
   * A placeholder such as {@code {{name}}} or {@code {{?name}}}. Settings have a dot in their name.
   */
  static final Pattern PLACE = Pattern.compile("\\{\\{\\??([A-Za-z0-9_-]+)(:[^{}]*)?}}");

  /** The option of an effect that says whether there is one. */
  static final String WHEN = "when";

  private final Document document;
  private final Map<String, Yaml.Entry> properties = new TreeMap<>();
  private final Set<String> expressions = new HashSet<>();
  private final Set<String> predicates = new HashSet<>();
  private final Set<String> effects = new TreeSet<>();

  private Kamelet(Document document) {
    this.document = document;
    Yaml declared = document.root() == null ? null : definition("properties");
    if (declared != null) {
      declared.entries().forEach(entry -> properties.putIfAbsent(entry.name(), entry));
    }
    for (Call call : document.calls()) {
      if (call.scheme().equals(Catalogue.EFFECT)) {
        effects.add(call.target());
        call.options()
            .forEach(
                option ->
                    places(
                        option.value().value(),
                        option.name().equals(WHEN) ? predicates : expressions));
      }
    }
    document.expressions().stream()
        .filter(expression -> expression.language().equals("simple"))
        .forEach(expression -> places(expression.text().value(), expressions));
  }

  static Kamelet of(Document document) {
    return new Kamelet(document);
  }

  private static void places(String text, Set<String> names) {
    Matcher places = PLACE.matcher(text);
    while (places.find()) {
      names.add(places.group(1));
    }
  }

  Document document() {
    return document;
  }

  Optional<Yaml.Text> name() {
    Yaml metadata = document.root() == null ? null : document.root().get("metadata");
    return metadata == null ? Optional.empty() : metadata.text("name");
  }

  @Nullable Yaml definition(String key) {
    Yaml root = document.root();
    return root == null ? null : root.path("spec", "definition", key);
  }

  /** The properties that it declares, by name. */
  Map<String, Yaml.Entry> properties() {
    return properties;
  }

  List<Yaml.Text> required() {
    List<Yaml.Text> names = new ArrayList<>();
    Yaml required = definition("required");
    if (required != null) {
      required.items().stream()
          .filter(Yaml.Text.class::isInstance)
          .map(Yaml.Text.class::cast)
          .forEach(names::add);
    }
    return names;
  }

  /** Whether the value of a property is read as a Simple expression. */
  boolean expression(String property) {
    return expressions.contains(property) || predicate(property);
  }

  /** Whether that expression is true or false. */
  boolean predicate(String property) {
    return predicates.contains(property);
  }

  /** The effects it emits, such as {@code wait}. */
  Set<String> effects() {
    return effects;
  }

  /** Its type from the label: {@code action}, {@code sink} or {@code source}. */
  String type() {
    Yaml root = document.root();
    Yaml labels = root == null ? null : root.path("metadata", "labels");
    return labels == null
        ? ""
        : labels.text("camel.apache.org/kamelet.type").map(Yaml.Text::value).orElse("");
  }
}
