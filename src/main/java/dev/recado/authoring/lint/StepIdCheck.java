package dev.recado.authoring.lint;

import dev.recado.spine.effect.StepIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** R016 and R048: ids of steps that a test needs, and those that nobody does. */
final class StepIdCheck implements Check {

  /** What a test, a trace or the journey may name: these ask or tell somebody. */
  private static final Set<String> CALLS =
      Set.of("to", "toD", "wireTap", "poll", "enrich", "pollEnrich", "bean", "circuitBreaker");

  private record Name(Document document, Yaml.Text key) {}

  @Override
  public void folder(Project project, Report report) {
    List<Name> names = new ArrayList<>();
    for (Document test : project.of(Document.Kind.TEST)) {
      if (test.root() != null) {
        names(test, test.root(), names);
      }
    }
    Set<String> given = new HashSet<>();
    Set<String> named = new HashSet<>();
    names.forEach(name -> named.add(name.key().value()));
    for (Document document : project.documents()) {
      if (document.kind().flow()) {
        document.steps().forEach(step -> step(document, step, named, given, report));
      }
    }
    made(project, names, given, report);
  }

  /** The names below each {@code given.answers} of a test. */
  private static void names(Document test, Yaml node, List<Name> names) {
    node.items().forEach(item -> names(test, item, names));
    for (Yaml.Entry entry : node.entries()) {
      Yaml answers = entry.name().equals("given") ? entry.value().get("answers") : null;
      if (answers != null) {
        answers.entries().forEach(answer -> names.add(new Name(test, answer.key())));
      }
      names(test, entry.value(), names);
    }
  }

  private static void step(
      Document document, Step step, Set<String> named, Set<String> given, Report report) {
    if (step.id().isEmpty()) {
      return;
    }
    Yaml.Text id = step.id().get();
    String whole = (step.route() == null ? "" : step.route().prefix()) + id.value();
    given.add(id.value());
    given.add(whole);
    if (!CALLS.contains(step.kind()) && !named.contains(id.value()) && !named.contains(whole)) {
      report.add(
          Code.R048,
          document,
          id.at(),
          "no test names this \"%s\"; remove its id, and the hub gives it one"
              .formatted(step.kind()));
    }
  }

  private static void made(Project project, List<Name> names, Set<String> given, Report report) {
    Map<String, String> made = new HashMap<>();
    for (Document flow : project.of(Document.Kind.FLOW)) {
      if (flow.flaws().isEmpty()) {
        for (StepIds.Made id : StepIds.of(flow.text())) {
          String where = flow.file() + ":" + id.line();
          made.putIfAbsent(id.id(), where);
          made.putIfAbsent(id.route() + id.id(), where);
        }
      }
    }
    for (Name name : names) {
      String id = name.key().value();
      if (!given.contains(id) && made.containsKey(id)) {
        report.add(
            Code.R016,
            name.document(),
            name.key().at(),
            "\"%s\" is an automatic id, which changes with the step's place; write \"id\" at the step, in %s"
                .formatted(id, made.get(id)));
      }
    }
  }
}
