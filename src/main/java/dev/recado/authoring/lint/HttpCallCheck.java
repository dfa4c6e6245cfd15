package dev.recado.authoring.lint;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** R051: what an {@code http-call} sends, where it cannot be, or is JSON written by hand. */
final class HttpCallCheck implements Check {

  private static final String EFFECT = "http-call";
  private static final Set<String> CONTENTS = Set.of("body", "json", "form", "xml");

  /** Parameters that are trees; a text can only be an expression that gives one. */
  private static final Set<String> TREES = Set.of("json", "form", "xml", "query", "headers");

  private static final Pattern ONE_EXPRESSION =
      Pattern.compile("\\s*(\\$(simple)?\\{.*}|\\{\\{[^{}]*}})\\s*", Pattern.DOTALL);

  @Override
  public void folder(Project project, Report report) {
    project.calls(
        use -> {
          Kamelet kamelet =
              use.call().kamelet() ? project.kamelets().get(use.call().kameletName()) : null;
          boolean effect =
              use.call().scheme().equals(Catalogue.EFFECT) && use.call().target().equals(EFFECT);
          if (kamelet != null && kamelet.effects().contains(EFFECT) || effect && !inside(use)) {
            call(use.document(), use.call(), report);
          }
        });
  }

  /** The Kamelet itself passes on all of them. */
  private static boolean inside(Project.CallIn use) {
    return use.document().kind() == Document.Kind.KAMELET;
  }

  private static void call(Document document, Call call, Report report) {
    List<Call.Option> contents =
        call.options().stream().filter(option -> CONTENTS.contains(option.name())).toList();
    if (contents.size() > 1) {
      Call.Option second = contents.get(1);
      String message =
          "an http-call sends either \"%s\" or \"%s\""
              .formatted(contents.get(0).name(), second.name());
      report.add(Code.R051, document, second.at(), message);
    }
    for (Call.Option option : call.options()) {
      if (option.node() instanceof Yaml.Text) {
        text(document, option, report);
      }
    }
  }

  private static void text(Document document, Call.Option option, Report report) {
    String value = option.value().value();
    if (TREES.contains(option.name()) && !ONE_EXPRESSION.matcher(value).matches()) {
      String message =
          "\"%s\" is a map: write each name with its value on a line of its own, without quotes around the whole"
              .formatted(option.name());
      report.add(Code.R051, document, option.value().at(), message);
    }
    String start = value.strip();
    boolean json = start.startsWith("[") || start.startsWith("{") && !start.startsWith("{{");
    if (option.name().equals("body") && json && value.contains("${")) {
      report.add(
          Code.R051,
          document,
          option.value().at(),
          "a quote or a line break in a value breaks JSON that is written by hand; use \"json\" with a map",
          Severity.WARNING);
    }
  }
}
