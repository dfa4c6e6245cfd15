package dev.recado.authoring.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** R028, R029 and R030: a Kamelet's name, annotations, title and description. */
final class KameletHeadCheck implements Check {

  private static final String PREFIX = "camel.apache.org/";
  private static final Set<String> TYPES = Set.of("action", "sink", "source");
  private static final List<String> ANNOTATIONS =
      List.of(
          "kamelet.support.level",
          "catalog.version",
          "kamelet.icon",
          "provider",
          "kamelet.group",
          "kamelet.namespace");

  @Override
  public void file(Document document, Report report) {
    if (document.kind() == Document.Kind.KAMELET && document.root() instanceof Yaml.Dict root) {
      Kamelet kamelet = Kamelet.of(document);
      String kind = root.text("kind").map(Yaml.Text::value).orElse("");
      if (!kind.equals("Kamelet")) {
        report.add(
            Code.R028,
            document,
            root.text("kind").map(Yaml.Text::at).orElse(root.at()),
            "\"kind\" must be \"Kamelet\"");
      }
      name(document, kamelet, root, report);
      annotations(document, root, report);
      definition(document, kamelet, root, report);
    } else if (document.kind() == Document.Kind.KAMELET && document.root() != null) {
      report.add(
          Code.R028,
          document,
          document.root().at(),
          "a Kamelet is a map with \"kind: Kamelet\", and this is " + document.root().kind());
    }
  }

  private static void name(Document document, Kamelet kamelet, Yaml.Dict root, Report report) {
    Optional<Yaml.Text> name = kamelet.name();
    if (name.isEmpty()) {
      report.add(Code.R028, document, root.at(), "the Kamelet has no \"metadata.name\"");
      return;
    }
    String value = name.get().value();
    Place at = name.get().at();
    String type = kamelet.type();
    if (!document.markdown() && !value.equals(document.stem())) {
      report.add(
          Code.R028,
          document,
          at,
          "the Kamelet \"%s\" stands in %s.kamelet.yaml; Camel finds it by its file's name"
              .formatted(value, document.stem()));
    } else if (!NameCheck.kebab(value)) {
      report.add(Code.R028, document, at, "the name \"%s\" is not kebab-case".formatted(value));
    } else if (!TYPES.contains(type)) {
      report.add(
          Code.R028,
          document,
          at,
          "the label \"%skamelet.type\" must be action, sink or source".formatted(PREFIX));
    } else if (!value.endsWith("-" + type) && (kamelet.effects().isEmpty() || other(value, type))) {
      report.add(
          Code.R028,
          document,
          at,
          "the name must end in its type: \"%s-%s\""
              .formatted(value.replaceFirst("-(action|sink|source)$", ""), type));
    }
  }

  private static boolean other(String name, String type) {
    return TYPES.stream().anyMatch(t -> !t.equals(type) && name.endsWith("-" + t));
  }

  private static void annotations(Document document, Yaml.Dict root, Report report) {
    Yaml metadata = root.get("metadata");
    Yaml annotations = root.path("metadata", "annotations");
    Place at =
        metadata instanceof Yaml.Dict dict
            ? dict.key("annotations").map(Yaml.Text::at).orElse(metadata.at())
            : root.at();
    for (String name : ANNOTATIONS) {
      boolean there =
          annotations != null
              && annotations.text(PREFIX + name).filter(t -> !t.value().isBlank()).isPresent();
      if (!there) {
        report.add(
            Code.R029, document, at, "the annotation \"%s%s\" is missing".formatted(PREFIX, name));
      }
    }
    if (annotations != null) {
      annotations
          .text(PREFIX + "kamelet.icon")
          .filter(icon -> !icon.value().startsWith("data:image/"))
          .ifPresent(
              icon ->
                  report.add(
                      Code.R029,
                      document,
                      icon.at(),
                      "the icon must be in the file itself, as \"data:image/svg+xml;base64,…\""));
    }
  }

  private static void definition(
      Document document, Kamelet kamelet, Yaml.Dict root, Report report) {
    Yaml definition = root.path("spec", "definition");
    if (definition == null) {
      report.add(Code.R030, document, root.at(), "the Kamelet has no \"spec.definition\"");
      return;
    }
    String type = kamelet.type();
    String word =
        type.isEmpty() ? "" : type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
    Optional<Yaml.Text> title = definition.text("title");
    if (title.isEmpty() || !title.get().value().endsWith(" " + word)) {
      report.add(
          Code.R030,
          document,
          title.map(Yaml.Text::at).orElse(definition.at()),
          "the title must end in the type, such as \"HTTP %s\"".formatted(word));
    }
    Optional<Yaml.Text> description = definition.text("description");
    if (description.isEmpty() || !description.get().value().strip().matches("(?s)[A-Z0-9].*[.!]")) {
      report.add(
          Code.R030,
          document,
          description.map(Yaml.Text::at).orElse(definition.at()),
          "the description must be a full sentence, with a capital and a full stop");
    }
    if (!definition.text("type").map(Yaml.Text::value).orElse("").equals("object")) {
      report.add(
          Code.R030,
          document,
          definition.text("type").map(Yaml.Text::at).orElse(definition.at()),
          "the definition needs \"type: object\"");
    }
  }

  @Override
  public void folder(Project project, Report report) {
    Map<String, Document> titles = new HashMap<>();
    Map<String, Document> descriptions = new HashMap<>();
    Map<String, Integer> versions = new HashMap<>();
    List<Document> kamelets = project.of(Document.Kind.KAMELET);
    for (Document document : kamelets) {
      unique(document, "title", titles, report);
      unique(document, "description", descriptions, report);
      version(document).ifPresent(v -> versions.merge(v.value(), 1, Integer::sum));
    }
    Optional<String> usual =
        versions.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    for (Document document : kamelets) {
      version(document)
          .filter(v -> usual.isPresent() && !v.value().equals(usual.get()))
          .ifPresent(
              v ->
                  report.add(
                      Code.R029,
                      document,
                      v.at(),
                      "the catalogue's version is \"%s\" in most Kamelets, and \"%s\" here"
                          .formatted(usual.get(), v.value())));
    }
  }

  private static Optional<Yaml.Text> version(Document document) {
    Yaml annotations =
        document.root() == null ? null : document.root().path("metadata", "annotations");
    return annotations == null ? Optional.empty() : annotations.text(PREFIX + "catalog.version");
  }

  private static void unique(
      Document document, String field, Map<String, Document> seen, Report report) {
    Yaml definition = document.root() == null ? null : document.root().path("spec", "definition");
    if (definition == null || document.markdown()) {
      return;
    }
    definition
        .text(field)
        .ifPresent(
            text -> {
              Document before = seen.putIfAbsent(text.value().strip(), document);
              if (before != null) {
                report.add(
                    Code.R030,
                    document,
                    text.at(),
                    "%s has the same %s".formatted(before.file(), field));
              }
            });
  }
}
