package dev.recado.authoring.lint;

import dev.recado.spine.flow.EventTypes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * R022: texts from outside that are used as an address or as a script.
 *
 * <p>Fields that the hub fills itself ({@link EventTypes#ourOwn}) are allowed in a file that takes
 * only events with such fields. A variable is suspect if any flow sets it from a suspect value.
 */
final class UserTextCheck implements Check {

  private static final Pattern FUNCTION =
      Pattern.compile("\\$(?:simple)?\\{([A-Za-z]+)[:.]?\\??([A-Za-z0-9_.-]*)(?:\\[([^\\]]*)])?");
  private static final Set<String> BODIES =
      Set.of(
          "body",
          "bodyAs",
          "mandatoryBodyAs",
          "bodyOneLine",
          "prettyBody",
          "originalBody",
          "in",
          "header",
          "headers",
          "headerAs",
          "messageAs",
          "exception");
  static final Set<String> ADDRESSES =
      Set.of("recipientList", "routingSlip", "dynamicRouter", "enrich", "pollEnrich");

  /** What the hub's own steps leave of a customer's words. */
  private static final Set<String> WORDS = Set.of("text", "reply", "entities", "answered");

  private static final Set<String> VARIABLES = Set.of("variable", "variables", "variableAs");

  @Override
  public void folder(Project project, Report report) {
    Set<String> suspect = suspects(project);
    for (Document document : project.documents()) {
      document.calls().forEach(call -> call(document, call, suspect, project, report));
      document.expressions().stream()
          .filter(expression -> ADDRESSES.contains(expression.owner()))
          .forEach(expression -> address(expression, suspect, project, report));
      document.steps().stream()
          .filter(step -> step.kind().equals("script"))
          .forEach(
              step ->
                  report.add(
                      Code.R022,
                      document,
                      step.key().at(),
                      "a flow may not run a script, because its texts come from outside; use simple, or"
                          + " ask for a bean"));
    }
  }

  private static Set<String> suspects(Project project) {
    Set<String> suspect = new HashSet<>(WORDS);
    int before;
    do {
      before = suspect.size();
      for (Document document : project.documents()) {
        document.steps().stream()
            .flatMap(step -> Variables.set(step).stream())
            .filter(set -> set.received() || from(set.value(), suspect))
            .forEach(set -> suspect.add(set.name().value()));
      }
    } while (suspect.size() > before);
    return suspect;
  }

  private static boolean from(Yaml value, Set<String> suspect) {
    boolean header = value.get("header") != null;
    boolean variable =
        value.text("variable").filter(text -> suspect.contains(text.value())).isPresent();
    Yaml simple = value.get("simple");
    Yaml text = simple instanceof Yaml.Dict ? simple.get("expression") : simple;
    return header
        || variable
        || text instanceof Yaml.Text t && suspicious(t.value(), suspect, Set.of()).isPresent();
  }

  /** The first part of a text that comes from outside. */
  private static Optional<String> suspicious(String text, Set<String> suspect, Set<String> types) {
    Matcher functions = FUNCTION.matcher(text);
    while (functions.find()) {
      String name = functions.group(1);
      String field = functions.group(3) == null ? functions.group(2) : functions.group(3);
      boolean ours =
          name.equals("body")
              && !types.isEmpty()
              && types.stream().allMatch(type -> EventTypes.ourOwn(type, field));
      boolean outside = BODIES.contains(name) && !ours;
      boolean kept =
          VARIABLES.contains(name)
              && (suspect.contains(functions.group(2).replaceFirst("\\..*", ""))
                  || WORDS.contains(field));
      if (outside || kept) {
        int end = text.indexOf('}', functions.start());
        return Optional.of(text.substring(functions.start(), end < 0 ? text.length() : end + 1));
      }
    }
    return Optional.empty();
  }

  private static void call(
      Document document, Call call, Set<String> suspect, Project project, Report report) {
    boolean dynamic = Set.of("toD", "wireTap").contains(call.step().kind());
    if (dynamic) {
      suspicious(call.uri().value(), suspect, types(document, project))
          .ifPresent(part -> say(document, call.uri(), call.step().kind(), part, report));
    }
    if (call.scheme().equals("language")) {
      report.add(
          Code.R022,
          document,
          call.uri().at(),
          "\"language:\" runs the content of the message as a script");
    }
    if (!call.kamelet()) {
      return;
    }
    Kamelet kamelet = project.kamelets().get(call.kameletName());
    boolean http = kamelet != null && kamelet.effects().contains("http-call");
    boolean dialogue = kamelet != null && kamelet.effects().contains("conversation-remember");
    if (http || dialogue) {
      String option = http ? "url" : "awaiting";
      call.option(option)
          .filter(o -> !http || o.value().value().strip().startsWith("${"))
          .ifPresent(
              o ->
                  suspicious(o.value().value(), suspect, types(document, project))
                      .ifPresent(part -> say(document, o.value(), option, part, report)));
    }
  }

  /** The events that a file takes. */
  private static Set<String> types(Document document, Project project) {
    return document.calls().stream()
        .filter(call -> call.consumes() && call.scheme().equals("direct"))
        .map(Call::target)
        .filter(project::knows)
        .collect(Collectors.toSet());
  }

  private static void address(
      Expression expression, Set<String> suspect, Project project, Report report) {
    boolean outside =
        expression.language().equals("header")
            || expression.language().equals("variable")
                && suspect.contains(expression.text().value());
    Optional<String> part =
        outside
            ? Optional.of(expression.text().value())
            : suspicious(
                expression.text().value(), suspect, types(expression.text().document(), project));
    part.ifPresent(
        p -> say(expression.text().document(), expression.text(), expression.owner(), p, report));
  }

  private static void say(Document document, Spot where, String what, String part, Report report) {
    report.add(
        Code.R022,
        document,
        where.at(Math.max(0, where.value().indexOf(part))),
        "\"%s\" takes its address from %s, which comes from outside; choose between fixed addresses with a choice"
            .formatted(what, part));
  }
}
