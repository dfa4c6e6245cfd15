package dev.recado.authoring.lint;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** R021: sends and writes of a flow that bypass the outbox. */
final class BypassCheck implements Check {

  private static final String EFFECT = "emit an effect such as kamelet:http-call instead";
  private static final String INSTEAD = "; " + EFFECT;
  private static final Set<String> HARMLESS = Set.of("direct", "log", "effect", "kamelet");
  private static final Set<String> CONNECTORS =
      Set.of(
          "channel",
          "crm",
          "evolution",
          "http",
          "kommo",
          "meta",
          "odoo",
          "orders",
          "outbox",
          "simulator",
          "twilio",
          "waha",
          "wppconnect");
  private static final Pattern READS =
      Pattern.compile("(?is)(\\s|--[^\\n]*\\n|/\\*.*?\\*/)*(select|with|values|table)\\b.*");
  private static final Pattern WRITES =
      Pattern.compile(
          "(?is)\\b(insert\\s+into|update\\s+[\\w.\"]+\\s+set|delete\\s+from|merge\\s+into"
              + "|truncate|drop|alter|create|grant|call)\\b");

  private final Beans beans;
  private final Catalogue catalogue;
  private final Set<String> components;

  BypassCheck(Beans beans, Catalogue catalogue) {
    this.catalogue = catalogue;
    this.components = catalogue.components();
    this.beans = beans;
  }

  @Override
  public void folder(Project project, Report report) {
    for (Document document : project.documents()) {
      boolean flow = document.kind().flow();
      if (flow) {
        document.calls().stream()
            .filter(call -> !call.consumes() && !ConsumerCheck.tells(call, catalogue))
            .forEach(
                call ->
                    bypass(call, project)
                        .ifPresent(
                            message -> report.add(Code.R021, document, call.uri().at(), message)));
        document.steps().forEach(step -> bean(document, step, report));
        document.expressions().stream()
            .filter(expression -> UserTextCheck.ADDRESSES.contains(expression.owner()))
            .filter(expression -> !ConsumerCheck.polls(expression))
            .forEach(expression -> addresses(expression, report));
      }
    }
  }

  private Optional<String> bypass(Call call, Project project) {
    String scheme = call.scheme();
    if (scheme.equals("kamelet")) {
      Kamelet kamelet = project.kamelets().get(call.kameletName());
      boolean sink =
          call.kameletName().endsWith("-sink") || kamelet != null && kamelet.type().equals("sink");
      return sink
          ? Optional.of(
              "\"%s\" sends at once, past the outbox and its gate; only a connector may use it%s"
                  .formatted(call.uri().value(), INSTEAD))
          : Optional.empty();
    }
    if (scheme.equals("direct") && call.target().startsWith("connector-")) {
      return Optional.of("only the outbox calls \"%s\"%s".formatted(call.uri().value(), INSTEAD));
    }
    if (!components.contains(scheme) || HARMLESS.contains(scheme)) {
      return Optional.empty();
    }
    return switch (scheme) {
      case "http", "https" -> http(call);
      case "sql" -> sql(call, project);
      case "bean" -> Optional.empty();
      default -> Optional.of(atOnce(scheme));
    };
  }

  private static String atOnce(String scheme) {
    String instead =
        scheme.startsWith("http") ? "; read by kamelet:http-get-action, or " + EFFECT : INSTEAD;
    return "\"%s\" acts at once, past the outbox%s".formatted(scheme, instead);
  }

  /** Checks fixed addresses, also in a list. R022 and the running hub check computed addresses. */
  private void addresses(Expression expression, Report report) {
    if (!Set.of("constant", "simple").contains(expression.language())) {
      return;
    }
    int at = 0;
    for (String address : expression.text().value().split(",", -1)) {
      String scheme = address.strip().replaceFirst("(?s)[:?].*", "");
      if (components.contains(scheme) && !HARMLESS.contains(scheme)) {
        report.add(
            Code.R021, expression.text().document(), expression.text().at(at), atOnce(scheme));
      }
      at += address.length() + 1;
    }
  }

  private static Optional<String> http(Call call) {
    String method = call.option("httpMethod").map(option -> option.value().value()).orElse("");
    return Set.of("GET", "HEAD", "OPTIONS").contains(method)
        ? Optional.empty()
        : Optional.of(
            method.isEmpty()
                ? "write \"httpMethod: GET\": without it Camel posts any body, past the outbox"
                : "%s writes past the outbox%s".formatted(method, INSTEAD));
  }

  private static Optional<String> sql(Call call, Project project) {
    Spot query = call.targetSpot();
    Optional<String> file = SqlCheck.resource(query.value());
    String text =
        file.map(name -> project.document(name).map(Document::text).orElse("select"))
            .orElse(query.value());
    boolean reads = query.dynamic() && file.isPresent() || READS.matcher(text).matches();
    return reads && !WRITES.matcher(text.replaceAll("'[^']*'|--[^\n]*", "")).find()
        ? Optional.empty()
        : Optional.of(
            "this SQL writes, but a flow may only read: a retry of the event would write again"
                + INSTEAD);
  }

  private void bean(Document document, Step step, Report report) {
    Optional<Yaml.Text> ref =
        step.kind().equals("bean") ? step.value().text("ref") : Optional.empty();
    ref.filter(name -> CONNECTORS.contains(beans.room(name.value())))
        .ifPresent(
            name ->
                report.add(
                    Code.R021,
                    document,
                    name.at(),
                    "the bean %s belongs to a connector%s".formatted(name.value(), INSTEAD)));
  }
}
