package dev.recado.authoring.lint;

import dev.recado.spine.camel.ActionShapes;
import dev.recado.spine.flow.EventTypes;
import dev.recado.systems.source.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** All files together, with the links between them. */
final class Project {

  private final Map<String, Document> documents;
  private final Map<String, Kamelet> kamelets = new TreeMap<>();
  private final Map<String, List<Call>> listeners = new TreeMap<>();
  private final Map<String, Document> templates = new TreeMap<>();
  private final Set<String> configurations = new TreeSet<>();
  private final List<SourceFile> sources = new ArrayList<>();

  Project(Collection<Document> all) {
    documents = new TreeMap<>();
    all.forEach(document -> documents.put(document.name(), document));
    for (Document document : documents.values()) {
      switch (document.kind()) {
        case KAMELET -> kamelet(document);
        case TEMPLATE ->
            root(document)
                .flatMap(root -> root.text("name"))
                .ifPresent(name -> templates.put(name.value(), document));
        case SOURCE -> sources.add(SourceFile.read(document.name(), document.text()));
        default -> {}
      }
      document.calls().stream()
          .filter(call -> call.consumes() && call.scheme().equals("direct"))
          .forEach(
              call -> listeners.computeIfAbsent(call.target(), n -> new ArrayList<>()).add(call));
      configurations(document);
    }
  }

  private void kamelet(Document document) {
    Kamelet kamelet = Kamelet.of(document);
    kamelets.put(kamelet.name().map(Yaml.Text::value).orElse(document.stem()), kamelet);
    // Camel finds a Kamelet by its file name.
    kamelets.putIfAbsent(document.stem(), kamelet);
  }

  private void configurations(Document document) {
    root(document)
        .map(Yaml::items)
        .orElse(List.of())
        .forEach(
            item -> {
              Yaml configuration = item.get("routeConfiguration");
              if (configuration != null) {
                configuration.text("id").ifPresent(id -> configurations.add(id.value()));
              }
            });
  }

  private static Optional<Yaml> root(Document document) {
    return Optional.ofNullable(document.root());
  }

  Collection<Document> documents() {
    return documents.values();
  }

  Optional<Document> document(String name) {
    return Optional.ofNullable(documents.get(name));
  }

  List<Document> of(Document.Kind kind) {
    return documents.values().stream().filter(document -> document.kind() == kind).toList();
  }

  /** Goes through all calls of flows, connectors, configurations and Kamelets. */
  void calls(Consumer<CallIn> use) {
    documents
        .values()
        .forEach(
            document -> document.calls().forEach(call -> use.accept(new CallIn(document, call))));
  }

  /** A call with its file. */
  record CallIn(Document document, Call call) {}

  Map<String, Kamelet> kamelets() {
    return Collections.unmodifiableMap(kamelets);
  }

  /** Whether an event of a type can come, from the hub's own systems or from a source file. */
  boolean knows(String type) {
    return EventTypes.knows(type) || sources.stream().anyMatch(source -> source.tells(type));
  }

  /** The event types whose names are known. */
  Set<String> events() {
    Set<String> events = new TreeSet<>(EventTypes.all().keySet());
    sources.forEach(source -> events.addAll(source.types().keySet()));
    return events;
  }

  /** What the Kamelets say of their answers. */
  ActionShapes actions() {
    return new ActionShapes(
        name -> Optional.ofNullable(kamelets.get(name)).map(kamelet -> kamelet.document().text()));
  }

  /** The routes that listen on {@code direct:}, by name. */
  Map<String, List<Call>> listeners() {
    return Collections.unmodifiableMap(listeners);
  }

  Map<String, Document> templates() {
    return Collections.unmodifiableMap(templates);
  }

  Set<String> configurations() {
    return Collections.unmodifiableSet(configurations);
  }

  /**
   * Whether two files are in force at the same time. A block of Markdown may repeat the content of
   * a file.
   */
  static boolean together(Document a, Document b) {
    return a.markdown() == b.markdown() && (!a.markdown() || a.file().equals(b.file()));
  }
}
