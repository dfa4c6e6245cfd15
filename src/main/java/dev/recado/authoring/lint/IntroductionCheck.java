package dev.recado.authoring.lint;

import java.util.Set;

/** R016, R017 and R018: ids of steps, and the description and prefix of each route. */
final class IntroductionCheck implements Check {

  private static final Set<String> NAMELESS =
      Set.of(
          "onException",
          "onCompletion",
          "intercept",
          "interceptFrom",
          "interceptSendToEndpoint",
          "errorHandler");

  private static final Set<String> BRANCHES =
      Set.of("from", "when", "otherwise", "onFallback", "doCatch", "doFinally");

  private final Schema schema;

  IntroductionCheck(Schema schema) {
    this.schema = schema;
  }

  @Override
  public void file(Document document, Report report) {
    if (document.kind().camel()) {
      document.routes().forEach(route -> route(document, route, report));
      document.steps().forEach(step -> step(document, step, report));
    }
  }

  private void step(Document document, Step step, Report report) {
    boolean takesOne = BRANCHES.contains(step.kind()) || schema.mayHaveId(step.kind());
    boolean bare = step.route() != null && step.route().kind().equals(step.kind());
    if (NAMELESS.contains(step.kind()) || !takesOne || bare || present(step.value(), "id")) {
      return;
    }
    String how =
        step.value() instanceof Yaml.Text
            ? "; write it in full, with \"id\" and what follows it here"
            : "; tests, traces and the journey name steps by it";
    report.add(
        Code.R016, document, step.key().at(), "\"%s\" has no id".formatted(step.kind()) + how);
  }

  private static void route(Document document, Route route, Report report) {
    if (route.kind().equals("from")) {
      report.add(
          Code.R016,
          document,
          route.key().at(),
          "a bare \"from\" makes a route without a name; write \"- route:\" with \"id\","
              + " \"description\", \"nodePrefixId\" and \"from\"");
      return;
    }
    if (!present(route.node(), "id")) {
      report.add(Code.R016, document, route.key().at(), "the route has no id");
    }
    if (!present(route.node(), "description")) {
      report.add(
          Code.R017,
          document,
          route.at(),
          "the route has no description; say in one sentence what it is for");
    }
    String id = route.id().map(Yaml.Text::value).orElse("");
    if (route.kind().equals("route") && !id.isEmpty() && !route.prefix().equals(id + "-")) {
      Place at = route.node().text("nodePrefixId").map(Yaml.Text::at).orElse(route.at());
      report.add(
          Code.R018,
          document,
          at,
          "the route needs \"nodePrefixId: %s-\", or its steps' ids meet those of other files"
              .formatted(id));
    }
  }

  private static boolean present(Yaml node, String key) {
    return node.text(key).filter(text -> !text.empty() && !text.value().isBlank()).isPresent();
  }
}
