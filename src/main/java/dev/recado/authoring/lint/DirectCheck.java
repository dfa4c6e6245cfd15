package dev.recado.authoring.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** R012, R013, R024 and R038: both ends of {@code direct:}. */
final class DirectCheck implements Check {

  private static final Pattern ANY = Pattern.compile("direct:(?://)?([A-Za-z0-9._-]+)");
  private static final Set<String> BY_EXPRESSION =
      Set.of("enrich", "pollEnrich", "recipientList", "routingSlip");

  /** The effects with a parameter that names a route, and that parameter. */
  private static final Map<String, String> BY_EFFECT =
      Map.of("wait", "then", "follow-up", "then", "conversation-remember", "awaiting");

  /** A file with one of these is a step, which a chatbot names in the database. */
  private static final Pattern STEP = Pattern.compile("step-(?:next|again|back|end)-action");

  @Override
  public void folder(Project project, Report report) {
    Set<String> called = new HashSet<>();
    Set<Document> steps = new HashSet<>();
    project.calls(
        use -> {
          if (!use.call().consumes()) {
            call(use, project, called, report);
            if (use.call().kamelet() && STEP.matcher(use.call().kameletName()).matches()) {
              steps.add(use.call().uri().document());
            }
          }
        });
    for (Document document : project.documents()) {
      document.expressions().stream()
          .filter(e -> BY_EXPRESSION.contains(e.owner()))
          .filter(e -> e.text().value().startsWith("direct:"))
          .forEach(e -> meet(e.text().part(7, e.text().value().length()), "", project, report));
      if (document.kind().camel() || document.kind() == Document.Kind.KAMELET) {
        document.expressions().forEach(e -> mentioned(e.text().value(), called));
      }
      intents(document, called);
    }
    steps.forEach(document -> called.add(document.stem()));
    project.listeners().forEach((name, from) -> listener(name, from, called, project, report));
  }

  private static void call(Project.CallIn use, Project project, Set<String> called, Report report) {
    Call call = use.call();
    if (call.scheme().equals("direct")) {
      called.add(call.targetSpot().value());
      meet(call.targetSpot(), call.step().kind() + " ", project, report);
    }
    Kamelet kamelet = call.kamelet() ? project.kamelets().get(call.kameletName()) : null;
    if (kamelet != null) {
      for (Call.Option option : named(call, kamelet)) {
        called.add(option.value().value());
        meet(option.value(), option.name() + " ", project, report);
      }
    }
  }

  /** The parameters of an effect that name a route. */
  static List<Call.Option> named(Call call, Kamelet kamelet) {
    return BY_EFFECT.entrySet().stream()
        .filter(known -> kamelet.effects().contains(known.getKey()))
        .flatMap(known -> call.option(known.getValue()).stream())
        .filter(option -> !option.value().value().isBlank())
        .toList();
  }

  /** The names behind each {@code direct:} in expressions. */
  static Set<String> byExpression(Document document) {
    Set<String> names = new HashSet<>();
    document.expressions().forEach(e -> mentioned(e.text().value(), names));
    return names;
  }

  private static void meet(Spot target, String how, Project project, Report report) {
    String name = target.value().strip();
    if (target.dynamic() || project.listeners().containsKey(name) || name.isEmpty()) {
      return;
    }
    boolean type = name.contains(".") && !project.knows(name);
    boolean whole = target.scalar().value().startsWith("direct:");
    Place at = whole ? target.scalar().at() : target.at();
    if (type) {
      report.add(
          Code.R024,
          target.document(),
          at,
          "there is no event type \"%s\"".formatted(name) + Nearest.hint(name, project.events()));
      return;
    }
    String hint =
        Nearest.to(name, project.listeners().keySet())
            .map(near -> "; did you mean \"%s%s\"?".formatted(whole ? "direct:" : "", near))
            .orElse("");
    report.add(
        Code.R012,
        target.document(),
        at,
        "%s\"%s%s\": nothing listens there%s".formatted(how, whole ? "direct:" : "", name, hint));
  }

  private static void mentioned(String text, Set<String> called) {
    Matcher names = ANY.matcher(text);
    while (names.find()) {
      called.add(names.group(1));
    }
  }

  private static void intents(Document document, Set<String> called) {
    if (document.kind() == Document.Kind.INTENT_FLOWS && document.root() != null) {
      Yaml rows = document.root().get("intents");
      if (rows != null) {
        rows.entries()
            .forEach(row -> row.value().text("flow").ifPresent(flow -> called.add(flow.value())));
      }
    }
  }

  private static void listener(
      String name, List<Call> from, Set<String> called, Project project, Report report) {
    Call first = from.get(0);
    for (Call call : from) {
      Spot spot = call.uri();
      if (call.targetSpot().dynamic()) {
        continue;
      }
      if (name.contains(".") && !project.knows(name)) {
        report.add(
            Code.R024,
            spot.document(),
            spot.at(),
            "there is no event type \"%s\", so no event ever arrives here".formatted(name)
                + Nearest.hint(name, project.events()));
      } else if (unused(name, spot.document(), called)) {
        report.add(
            Code.R013,
            spot.document(),
            spot.at(),
            "nothing calls \"direct:%s\": it is not an event type, and no flow, intent or wait names it"
                .formatted(name));
      }
      if (call != first && Project.together(first.uri().document(), spot.document())) {
        taken(name, call, first, report);
        taken(name, first, call, report);
      }
    }
  }

  /** Either of the two may be the new one. */
  private static void taken(String name, Call call, Call other, Report report) {
    report.add(
        Code.R038,
        call.uri().document(),
        call.uri().at(),
        "another route listens on \"direct:%s\" too, in %s:%d; only one of them would get the event"
            .formatted(name, other.uri().document().file(), other.uri().at().line()));
  }

  private static boolean unused(String name, Document document, Set<String> called) {
    return !document.markdown()
        && document.kind() != Document.Kind.KAMELET
        && !name.contains(".")
        && !name.startsWith("connector-")
        && !called.contains(name);
  }
}
