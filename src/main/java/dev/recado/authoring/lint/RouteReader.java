package dev.recado.authoring.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds routes, steps, calls and expressions in a file, however broken the file is. */
final class RouteReader {

  private static final Set<String> BRANCHES =
      Set.of(
          "when",
          "otherwise",
          "doCatch",
          "doFinally",
          "onFallback",
          "onException",
          "onCompletion",
          "intercept",
          "interceptFrom",
          "interceptSendToEndpoint");
  private static final Set<String> CALLS =
      Set.of("to", "toD", "wireTap", "from", "poll", "interceptSendToEndpoint", "interceptFrom");
  private static final Set<String> LANGUAGES =
      Set.of(
          "simple",
          "constant",
          "csimple",
          "datasonnet",
          "exchangeProperty",
          "groovy",
          "header",
          "hl7terser",
          "java",
          "joor",
          "jq",
          "js",
          "jsonpath",
          "method",
          "mvel",
          "ognl",
          "python",
          "ref",
          "spel",
          "tokenize",
          "variable",
          "wasm",
          "xpath",
          "xquery",
          "xtokenize");

  /** Directly below these keys, the names of expressions have another meaning. */
  private static final Set<String> NO_EXPRESSIONS = Set.of("parameters", "bean", "method", "beans");

  private final Document document;
  private final List<Route> routes = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<Expression> expressions = new ArrayList<>();

  private RouteReader(Document document) {
    this.document = document;
  }

  /** The result. */
  record Content(
      List<Route> routes, List<Step> steps, List<Call> calls, List<Expression> expressions) {}

  static Content read(Document document) {
    RouteReader reader = new RouteReader(document);
    Yaml root = document.root();
    if (root != null && document.kind() == Document.Kind.STEPS) {
      root.items().forEach(item -> reader.step(null, item));
    } else if (root != null && document.kind().camel()) {
      root.items().forEach(reader::top);
    } else if (root != null && document.kind() == Document.Kind.KAMELET) {
      reader.kamelet(root);
    }
    return new Content(
        List.copyOf(reader.routes),
        List.copyOf(reader.steps),
        List.copyOf(reader.calls),
        List.copyOf(reader.expressions));
  }

  private void top(Yaml item) {
    for (Yaml.Entry entry : item.entries()) {
      switch (entry.name()) {
        case "route", "routeTemplate" -> route(entry);
        case "from" -> route(entry);
        default -> configuration(entry);
      }
    }
  }

  private void kamelet(Yaml root) {
    Yaml template = root.path("spec", "template");
    if (template == null) {
      return;
    }
    for (Yaml.Entry entry : template.entries()) {
      if (entry.name().equals("from") || entry.name().equals("route")) {
        route(entry);
      }
    }
  }

  private void route(Yaml.Entry entry) {
    Yaml node = entry.value();
    Yaml inner = entry.name().equals("routeTemplate") ? node.get("route") : node;
    Yaml holder = inner == null ? node : inner;
    Yaml from = entry.name().equals("from") ? node : holder.get("from");
    Route route = new Route(document, entry.name(), entry.key(), node, from);
    routes.add(route);
    if (from != null) {
      Yaml.Text key =
          holder instanceof Yaml.Dict dict && !entry.name().equals("from")
              ? dict.key("from").orElse(entry.key())
              : entry.key();
      add(route, "from", key, from);
    }
    if (!entry.name().equals("from")) {
      for (Yaml.Entry child : holder.entries()) {
        if (!child.name().equals("from")) {
          inside(route, child.name(), child.value());
        }
      }
    }
  }

  private void configuration(Yaml.Entry entry) {
    if (BRANCHES.contains(entry.name())) {
      add(null, entry.name(), entry.key(), entry.value());
    } else if (!entry.name().equals("beans")) {
      inside(null, entry.name(), entry.value());
    }
  }

  private void step(@Nullable Route route, Yaml item) {
    for (Yaml.Entry entry : item.entries()) {
      add(route, entry.name(), entry.key(), entry.value());
    }
  }

  private void add(@Nullable Route route, String kind, Yaml.Text key, Yaml value) {
    Step step = new Step(route, kind, key, value);
    steps.add(step);
    call(step);
    inside(route, kind, value);
  }

  private void call(Step step) {
    Yaml value = step.value();
    List<Call.Option> options = new ArrayList<>();
    Yaml parameters = value.get("parameters");
    if (parameters != null) {
      parameters.entries().forEach(entry -> options.add(option(entry)));
    }
    if (CALLS.contains(step.kind())) {
      Yaml uri = value instanceof Yaml.Text ? value : value.get("uri");
      if (uri instanceof Yaml.Text text) {
        calls.add(Call.of(document, step, text, options));
      }
    } else if (step.kind().equals("kamelet")) {
      Yaml name = value instanceof Yaml.Text ? value : value.get("name");
      if (name instanceof Yaml.Text text) {
        Spot spot = Spot.of(document, text);
        calls.add(new Call(step, spot, "kamelet", spot, options));
      }
    }
  }

  private Call.Option option(Yaml.Entry entry) {
    Yaml.Text text = entry.value() instanceof Yaml.Text scalar ? scalar : entry.key();
    Spot value =
        entry.value() instanceof Yaml.Text
            ? Spot.of(document, text)
            : new Spot(document, text, 0, "");
    return new Call.Option(entry.name(), entry.key().at(), value, entry.value());
  }

  private void inside(@Nullable Route route, String owner, Yaml node) {
    for (Yaml item : node.items()) {
      inside(route, owner, item);
    }
    for (Yaml.Entry entry : node.entries()) {
      String name = entry.name();
      Yaml value = entry.value();
      if (name.equals("steps")) {
        value.items().forEach(item -> step(route, item));
      } else if (BRANCHES.contains(name) && !(value instanceof Yaml.Text)) {
        branches(route, entry);
      } else if (LANGUAGES.contains(name) && !NO_EXPRESSIONS.contains(owner)) {
        expression(name, entry.key(), owner, value);
      } else if (name.equals("language") && value.get("language") instanceof Yaml.Text language) {
        expression(language.value(), language, owner, value);
      } else if (!name.equals("parameters")) {
        inside(route, name.equals("expression") ? owner : name, value);
      }
    }
  }

  private void branches(@Nullable Route route, Yaml.Entry entry) {
    if (entry.value() instanceof Yaml.Items items) {
      items.items().forEach(item -> add(route, entry.name(), branchKey(entry, item), item));
    } else {
      add(route, entry.name(), entry.key(), entry.value());
    }
  }

  /** Findings about a branch of a list name the branch's first line. */
  private static Yaml.Text branchKey(Yaml.Entry entry, Yaml item) {
    Yaml.Text key = entry.key();
    return new Yaml.Text(item.at(), key.value(), true, key.start(), key.end());
  }

  private void expression(String language, Yaml.Text key, String owner, Yaml value) {
    Yaml text = value instanceof Yaml.Text ? value : value.get("expression");
    if (text instanceof Yaml.Text scalar) {
      expressions.add(new Expression(language, key, owner, Spot.of(document, scalar)));
    } else if (language.equals("method")) {
      expressions.add(new Expression(language, key, owner, new Spot(document, key, 0, "")));
    }
  }
}
