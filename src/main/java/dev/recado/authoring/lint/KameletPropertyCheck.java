package dev.recado.authoring.lint;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** R031 and R032: a Kamelet's properties and their uses. */
final class KameletPropertyCheck implements Check {

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|secret|token|apikey|accesskey|privatekey)");
  private static final Set<String> TYPES =
      Set.of("string", "boolean", "integer", "number", "object", "array", "binary");

  @Override
  public void file(Document document, Report report) {
    if (document.kind() != Document.Kind.KAMELET || document.root() == null) {
      return;
    }
    Kamelet kamelet = Kamelet.of(document);
    kamelet.properties().values().forEach(property -> introduced(document, property, report));
    Set<String> required = new HashSet<>();
    for (Yaml.Text name : kamelet.required()) {
      if (!kamelet.properties().containsKey(name.value())) {
        report.add(
            Code.R031,
            document,
            name.at(),
            "\"%s\" is required, but is not a property".formatted(name.value())
                + Nearest.hint(name.value(), kamelet.properties().keySet()));
      } else if (!required.add(name.value())) {
        report.add(
            Code.R031,
            document,
            name.at(),
            "\"%s\" is listed as required twice".formatted(name.value()));
      }
    }
    places(document, kamelet, report);
  }

  private static void introduced(Document document, Yaml.Entry property, Report report) {
    Yaml value = property.value();
    for (String field : new String[] {"title", "description", "type"}) {
      if (value.text(field).filter(text -> !text.value().isBlank()).isEmpty()) {
        report.add(
            Code.R031,
            document,
            property.key().at(),
            "the property \"%s\" has no %s".formatted(property.name(), field));
      }
    }
    value
        .text("type")
        .filter(type -> !TYPES.contains(type.value()))
        .ifPresent(
            type ->
                report.add(
                    Code.R031,
                    document,
                    type.at(),
                    "there is no type \"%s\"".formatted(type.value())
                        + Nearest.hint(type.value(), TYPES)));
    value
        .text("title")
        .filter(title -> title.value().matches("(The|An?) .*|[a-z].*"))
        .ifPresent(
            title ->
                report.add(
                    Code.R031,
                    document,
                    title.at(),
                    "the title must begin with a capital letter, and not with an article"));
    value
        .text("pattern")
        .filter(pattern -> !Patterns.valid(pattern.value()))
        .ifPresent(
            pattern -> report.add(Code.R031, document, pattern.at(), "the pattern cannot be read"));
    if (SECRET.matcher(property.name()).matches() && !marked(value)) {
      report.add(
          Code.R031,
          document,
          property.key().at(),
          "\"%s\" is a secret: give it \"format: password\" and \"x-descriptors: [urn:camel:group:credentials]\""
              .formatted(property.name()));
    }
  }

  private static boolean marked(Yaml property) {
    Yaml descriptors = property.get("x-descriptors");
    boolean group =
        descriptors != null
            && descriptors.items().stream()
                .anyMatch(
                    item ->
                        item instanceof Yaml.Text text
                            && text.value().equals("urn:camel:group:credentials"));
    return group && property.text("format").filter(f -> f.value().equals("password")).isPresent();
  }

  private static void places(Document document, Kamelet kamelet, Report report) {
    Yaml root = document.root();
    Yaml template = root == null ? null : root.path("spec", "template");
    Set<String> used = new TreeSet<>();
    if (template != null) {
      walk(document, template, kamelet, used, report);
    }
    kamelet
        .properties()
        .forEach(
            (name, property) -> {
              if (!used.contains(name)) {
                report.add(
                    Code.R032,
                    document,
                    property.key().at(),
                    "the property \"%s\" is declared and never used; use it as {{%s}}"
                        .formatted(name, name));
              }
            });
  }

  private static void walk(
      Document document, Yaml node, Kamelet kamelet, Set<String> used, Report report) {
    node.items().forEach(item -> walk(document, item, kamelet, used, report));
    node.entries().forEach(entry -> walk(document, entry.value(), kamelet, used, report));
    if (node instanceof Yaml.Text text) {
      Matcher places = Kamelet.PLACE.matcher(text.value());
      while (places.find()) {
        String name = places.group(1);
        used.add(name);
        boolean function = places.group(2) != null && Set.of("env", "sys", "bean").contains(name);
        if (!kamelet.properties().containsKey(name) && !function) {
          report.add(
              Code.R032,
              document,
              document.place(text, places.start(1)),
              "{{%s}} is not a property of this Kamelet".formatted(name)
                  + Nearest.hint(name, kamelet.properties().keySet()));
        }
      }
    }
  }
}
