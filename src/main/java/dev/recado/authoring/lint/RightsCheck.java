package dev.recado.authoring.lint;

import dev.recado.spine.camel.FlowRights;
import dev.recado.spine.camel.Refusal;
import dev.recado.spine.camel.SimpleRights;
import dev.recado.spine.simple.Functions;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** R040 and R041: anything that reaches beyond the event, under any key of Camel. */
final class RightsCheck implements Check {

  /** Keys with texts for people, or with texts that are taken as they are. */
  private static final Set<String> NO_EXPRESSIONS =
      Set.of("description", "title", "note", "example", "pattern", "id", "comment");

  private static final Set<String> TYPES =
      Set.of("resultType", "beanType", "unmarshalType", "collectionType", "exceptionType");
  private static final Set<String> CONVERSIONS =
      Set.of("convertBodyTo", "convertHeaderTo", "convertVariableTo");
  private static final Pattern FOREIGN = Pattern.compile("#(class|type|property):.*");
  private static final Pattern CALLED = Pattern.compile("\\$\\{\\s*([A-Za-z][A-Za-z0-9-]*)\\(");
  private static final Pattern FILE = Pattern.compile("resource:(?!classpath:sql/).*");

  private static final Set<String> FOR_ALL =
      Set.of(
          "errorHandler",
          "onException",
          "onCompletion",
          "intercept",
          "interceptFrom",
          "interceptSendToEndpoint",
          "routeConfiguration",
          "routeTemplate",
          "templatedRoute",
          "rest",
          "restConfiguration",
          "dataFormats",
          "transformers",
          "validators");

  private static final Pattern ORDER = Pattern.compile("(?i)camel");
  private static final Pattern ORDER_TO_OTHERS = Pattern.compile("(?i)camel(?!http)");

  private static final String QUERY =
      "the header \"CamelHttpQuery\" becomes part of the address as it is, so that a customer's text could add parameters; call kamelet:http-get-action with \"query\", which encodes each value";

  private final Catalogue catalogue;

  private final SimpleSyntax simple;

  RightsCheck(Catalogue catalogue, SimpleSyntax simple) {
    this.catalogue = catalogue;
    this.simple = simple;
  }

  @Override
  public void file(Document document, Report report) {
    Yaml root = document.root();
    if (root == null || !(document.kind().camel() || document.kind() == Document.Kind.KAMELET)) {
      return;
    }
    walk(document, "", root, report);
    for (Call call : document.calls()) {
      component(document, call, report);
    }
    boolean flow = document.kind().flow();
    if (document.kind().camel() && document.kind() != Document.Kind.STEPS) {
      root.items().stream()
          .flatMap(item -> item.entries().stream())
          .forEach(entry -> forAll(document, entry, report));
    }
    document.steps().stream()
        .filter(step -> step.kind().equals("setHeader") || step.kind().equals("setHeaders"))
        .forEach(step -> header(document, flow, step.value(), report));
    for (Expression expression : document.expressions()) {
      String language = expression.language();
      if (catalogue.languages().contains(language) && !FlowRights.language(language)) {
        report.add(
            Code.R040,
            document,
            expression.key().at(),
            "a flow may not use the language \"%s\"; use simple, constant, variable or a bean's method"
                .formatted(language));
      }
    }
  }

  /** A definition beside the routes of a file applies to the routes of all files. */
  private static void forAll(Document document, Yaml.Entry entry, Report report) {
    String name = entry.name();
    boolean named = name.equals("routeConfiguration") && entry.value().text("id").isPresent();
    if (FOR_ALL.contains(name) && !named) {
      report.add(
          Code.R041,
          document,
          entry.key().at(),
          "\"%s\" would apply to the flows of all files; write it inside its route"
              .formatted(name));
    }
  }

  /** A message header with such a name is a command to a component. */
  private static void header(Document document, boolean flow, Yaml set, Report report) {
    Yaml several = set.get("headers");
    if (several != null) {
      several.items().forEach(one -> header(document, flow, one, report));
    }
    set.text("name")
        .filter(name -> (flow ? ORDER : ORDER_TO_OTHERS).matcher(name.value()).lookingAt())
        .ifPresent(
            name ->
                report.add(
                    Code.R041,
                    document,
                    name.at(),
                    name.value().equalsIgnoreCase("CamelHttpQuery")
                        ? QUERY
                        : "the header \"%s\" overrides what the file tells a component of Camel; write it as a parameter of the step"
                            .formatted(name.value())));
  }

  private void walk(Document document, String key, Yaml node, Report report) {
    node.items().forEach(item -> walk(document, key, item, report));
    for (Yaml.Entry entry : node.entries()) {
      String name = entry.name();
      if (name.equals("beans") || name.equals("script")) {
        report.add(
            Code.R041,
            document,
            entry.key().at(),
            "a flow may not make beans or run scripts; call a bean of the hub through its Kamelet");
      } else if (!NO_EXPRESSIONS.contains(name)) {
        String inside = name.equals("type") && CONVERSIONS.contains(key) ? key : name;
        walk(document, inside, entry.value(), report);
      }
    }
    if (node instanceof Yaml.Text text) {
      text(key, Spot.of(document, text), report);
    }
  }

  private void text(String key, Spot text, Report report) {
    String value = text.value();
    if (TYPES.contains(key) || CONVERSIONS.contains(key) || key.equals("exception")) {
      if (!text.dynamic() && !FlowRights.type(value)) {
        say(
            Code.R041,
            text,
            "a flow may not use the class \"%s\"; it may use texts, numbers,"
                + " times, lists, maps and exceptions",
            value,
            report);
      }
    } else if (FOREIGN.matcher(value).matches()) {
      say(
          Code.R041,
          text,
          "a flow may not use \"%s\"; name a bean of the hub, such as" + " \"#dataSource\"",
          value,
          report);
    } else if (FILE.matcher(value).matches()) {
      say(
          Code.R040,
          text,
          "a flow may not read \"%s\"; write the text here, or its SQL in" + " routes/sql",
          value,
          report);
    } else if (!key.equals("constant")) {
      // R035 reports texts that are no valid expression.
      SimpleRights.refusal(value)
          .filter(refusal -> simple.problem(value, false).isEmpty())
          .ifPresent(
              refusal ->
                  report.add(
                      Code.R040,
                      text.document(),
                      text.at(refusal.at()),
                      refusal.message() + meant(value, refusal)));
    }
  }

  /** The function of the hub that a misspelt one may be. */
  static String meant(String expression, Refusal refusal) {
    Matcher called = CALLED.matcher(expression).region(refusal.at(), expression.length());
    return called.lookingAt() ? Nearest.hint(called.group(1), Functions.names()) : "";
  }

  private static void say(Code code, Spot at, String message, String value, Report report) {
    report.add(code, at.document(), at.at(), message.formatted(value));
  }

  /** R021 reports the endpoints that a flow sends to, R044 those that a route begins with. */
  private void component(Document document, Call call, Report report) {
    boolean told = document.kind().flow() || ConsumerCheck.tells(call, catalogue);
    boolean there = catalogue.components().contains(call.scheme());
    if (there && !told && !FlowRights.component(call.scheme())) {
      report.add(
          Code.R041,
          document,
          call.uri().at(),
          "routes may not use the component \"%s\"; a connector calls http or a bean"
              .formatted(call.scheme()));
    }
  }
}
