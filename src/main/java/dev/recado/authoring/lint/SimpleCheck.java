package dev.recado.authoring.lint;

import java.util.Set;

/** R035: Simple expressions that Camel's own parser refuses. */
final class SimpleCheck implements Check {

  private final SimpleSyntax simple;

  SimpleCheck(SimpleSyntax simple) {
    this.simple = simple;
  }

  @Override
  public void file(Document document, Report report) {
    for (Expression expression : document.expressions()) {
      if (expression.language().equals("simple")) {
        check(expression.text(), expression.predicate(), report);
      }
    }
    for (Step step : document.steps()) {
      if (step.kind().equals("log")) {
        Yaml text = step.value() instanceof Yaml.Text ? step.value() : step.value().get("message");
        if (text instanceof Yaml.Text message) {
          check(Spot.of(document, message), false, report);
        }
      }
    }
    for (Call call : document.calls()) {
      boolean dynamic = Set.of("toD", "wireTap").contains(call.step().kind());
      if (dynamic) {
        check(call.uri(), false, report);
      }
      if (call.scheme().equals(Catalogue.EFFECT)) {
        call.options().forEach(option -> option(document, option, predicate(option), report));
      }
    }
  }

  @Override
  public void folder(Project project, Report report) {
    project.calls(
        use -> {
          Call call = use.call();
          Kamelet kamelet = call.kamelet() ? project.kamelets().get(call.kameletName()) : null;
          if (kamelet != null) {
            call.options().stream()
                .filter(option -> tree(option) || kamelet.expression(option.name()))
                .forEach(
                    option ->
                        option(use.document(), option, kamelet.predicate(option.name()), report));
          }
        });
  }

  private static boolean tree(Call.Option option) {
    return !(option.node() instanceof Yaml.Text);
  }

  /** Each text of a tree is an expression. */
  private void option(Document document, Call.Option option, boolean predicate, Report report) {
    if (tree(option)) {
      texts(document, option.node(), report);
    } else {
      check(option.value(), predicate, report);
    }
  }

  private void texts(Document document, Yaml node, Report report) {
    if (node instanceof Yaml.Text text) {
      check(Spot.of(document, text), false, report);
    }
    node.items().forEach(item -> texts(document, item, report));
    node.entries().forEach(entry -> texts(document, entry.value(), report));
  }

  /** What a Kamelet hands on is checked where it is given. */
  private static boolean predicate(Call.Option option) {
    return option.name().equals(Kamelet.WHEN) && !option.value().value().startsWith("RAW");
  }

  private void check(Spot text, boolean predicate, Report report) {
    if (!predicate && !text.value().contains("$")) {
      return;
    }
    simple
        .problem(text.value(), predicate)
        .ifPresent(
            problem ->
                report.add(
                    Code.R035, text.document(), text.at(problem.index()), problem.message()));
  }
}
