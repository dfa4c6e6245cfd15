package dev.recado.authoring.lint;

/** R016, R017 and R018: what each route says of itself. */
final class IntroductionCheck implements Check {

  @Override
  public void file(Document document, Report report) {
    if (document.kind().camel()) {
      document.routes().forEach(route -> route(document, route, report));
    }
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
          "the route needs \"nodePrefixId: %s-\", or its steps' ids may clash with those of other files"
              .formatted(id));
    }
  }

  private static boolean present(Yaml node, String key) {
    return node.text(key).filter(text -> !text.empty() && !text.value().isBlank()).isPresent();
  }
}
