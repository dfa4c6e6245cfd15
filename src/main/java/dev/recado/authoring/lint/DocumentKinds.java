package dev.recado.authoring.lint;

import dev.recado.authoring.lint.Document.Kind;

/** Finds the kind of a file of the routes folder. */
final class DocumentKinds {

  private DocumentKinds() {}

  static Kind of(String name) {
    int slash = name.indexOf('/');
    String folder = slash < 0 ? "" : name.substring(0, slash);
    String rest = name.substring(slash + 1);
    boolean yaml = rest.endsWith(".yaml");
    boolean flat = !rest.contains("/");
    return switch (folder) {
      case "flows" -> camel(rest, flat, Kind.FLOW);
      case "connectors" -> camel(rest, flat, Kind.CONNECTOR);
      case "configurations" -> camel(rest, flat, Kind.CONFIGURATION);
      case "kamelets" -> flat && rest.endsWith(".kamelet.yaml") ? Kind.KAMELET : Kind.OTHER;
      case "sources" -> flat && yaml ? Kind.SOURCE : Kind.OTHER;
      case "templates" -> flat && yaml ? Kind.TEMPLATE : Kind.OTHER;
      case "intents" -> intents(rest, yaml);
      case "tests" -> flat && rest.endsWith(".test.yaml") ? Kind.TEST : yamlOr(yaml);
      case "sql" -> flat && rest.endsWith(".sql") ? Kind.SQL : Kind.OTHER;
      default -> Kind.OTHER;
    };
  }

  private static Kind camel(String rest, boolean flat, Kind kind) {
    return flat && rest.endsWith(".camel.yaml") ? kind : Kind.OTHER;
  }

  private static Kind intents(String rest, boolean yaml) {
    return rest.equals("flows.yaml") ? Kind.INTENT_FLOWS : yamlOr(yaml);
  }

  private static Kind yamlOr(boolean yaml) {
    return yaml ? Kind.YAML : Kind.OTHER;
  }
}
