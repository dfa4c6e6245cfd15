package dev.recado.authoring.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** R002: anything that Camel's schema refuses, and a step without the expression that it needs. */
final class SchemaCheck implements Check {

  private static final int MOST_NAMES = 8;

  /** What a step needs although Camel's schema does not say so: one of these. */
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "bean", List.of("ref", "beanType"),
          "setHeaders", List.of("headers"),
          "setVariables", List.of("variables"),
          "throwException", List.of("exceptionType", "ref"));

  private final Schema schema;

  SchemaCheck(Schema schema) {
    this.schema = schema;
  }

  @Override
  public void file(Document document, Report report) {
    Yaml root = document.root();
    if (root == null) {
      return;
    }
    Walk walk = new Walk(document, report);
    walk.needs();
    if (document.kind() == Document.Kind.KAMELET) {
      Yaml template = root.path("spec", "template");
      if (template instanceof Yaml.Dict dict) {
        dict.key("from")
            .ifPresent(key -> walk.value(key, dict.get("from"), property("from"), "from"));
        dict.key("route")
            .ifPresent(key -> walk.value(key, dict.get("route"), property("route"), "route"));
      }
    } else if (document.kind().camel()) {
      walk.list(root, document.kind() == Document.Kind.STEPS ? schema.step() : schema.top());
    }
  }

  private JsonNode property(String name) {
    return schema.top().path("properties").path(name);
  }

  /** A walk through one file. */
  private final class Walk {

    private final Document document;
    private final Report report;

    Walk(Document document, Report report) {
      this.document = document;
      this.report = report;
    }

    void needs() {
      Set<Yaml> seen = Collections.newSetFromMap(new IdentityHashMap<>());
      for (Step step : document.steps()) {
        List<String> names = NEEDED.getOrDefault(step.kind(), List.of());
        if (step.value() instanceof Yaml.Dict dict) {
          if (!names.isEmpty() && names.stream().noneMatch(name -> dict.get(name) != null)) {
            say(
                step.key().at(),
                "\"%s\" needs \"%s\"".formatted(step.kind(), String.join("\" or \"", names)));
          }
          if (!seen.add(dict)) {
            say(
                step.key().at(),
                "an alias repeats a step, which then has the id of the first; write it out");
          }
        }
      }
    }

    private void say(Place at, String message) {
      report.add(Code.R002, document, at, message);
    }

    void list(Yaml root, JsonNode item) {
      if (!(root instanceof Yaml.Items)) {
        String hint =
            root.get("kind") != null
                ? "; a file of kind \""
                    + root.text("kind").map(Yaml.Text::value).orElse("?")
                    + "\" does not belong into this folder"
                : "; begin each route with \"- route:\"";
        say(root.at(), "the file must be a list of routes, and this is " + root.kind() + hint);
        return;
      }
      String where = item == schema.step() ? "the fragment" : "the file";
      root.items().forEach(entry -> single(entry, item, where));
    }

    /** A map with one key, such as a step. */
    private void single(Yaml node, JsonNode item, String where) {
      Schema.Shape shape = schema.shape(item);
      if (!(node instanceof Yaml.Dict) || shape == null) {
        say(
            node.at(),
            "%s holds %s where a step is due, such as \"- to:\"".formatted(where, node.kind()));
        return;
      }
      if (node.entries().isEmpty()) {
        say(node.at(), "an empty map stands where a step is due");
      }
      Yaml.Entry first = null;
      for (Yaml.Entry entry : node.entries()) {
        if (first != null && shape.properties().containsKey(first.name())) {
          say(
              entry.key().at(),
              "\"%s\" stands beside \"%s\" in one step; indent it to belong to \"%s\", or begin a step with \"- %s\""
                  .formatted(entry.name(), first.name(), first.name(), entry.name()));
        } else {
          first = entry;
          known(entry, shape, where.equals("the file") ? "the top level" : "step");
        }
      }
    }

    private void known(Yaml.Entry entry, Schema.Shape shape, String where) {
      JsonNode below = shape.properties().get(entry.name());
      if (below == null) {
        String what =
            where.equals("step")
                ? "there is no step \"%s\""
                : "\"%s\" cannot stand at the top level of a file";
        boolean top = schema.top().path("properties").has(entry.name());
        String hint =
            where.equals("step") && top
                ? "; it stands at the top level of a file or in a routeConfiguration"
                : Nearest.hint(entry.name(), shape.properties().keySet());
        say(entry.key().at(), what.formatted(entry.name()) + hint);
      } else {
        value(entry.key(), entry.value(), below, entry.name());
      }
    }

    void value(
        Yaml.Text key, @org.jspecify.annotations.Nullable Yaml node, JsonNode raw, String what) {
      JsonNode resolved = schema.resolve(raw);
      if (node == null || resolved.isEmpty()) {
        return;
      }
      Wanted wanted = new Wanted(schema, resolved);
      if (node instanceof Yaml.Dict dict && schema.shape(raw) != null) {
        map(key, dict, raw, what);
      } else if (node instanceof Yaml.Items items && wanted.allows("array")) {
        items(items, resolved, what);
      } else if (node instanceof Yaml.Text text) {
        scalar(key, text, wanted, what);
      } else if (!wanted.anything()) {
        say(
            node.at(),
            "\"%s\" must be %s, and this is %s".formatted(what, wanted.due(), node.kind()));
      }
    }

    private void items(Yaml.Items items, JsonNode wanted, String what) {
      JsonNode item = schema.resolve(wanted.path("items"));
      for (Yaml entry : items.items()) {
        if (item.path("maxProperties").asInt() == 1) {
          single(entry, item, "\"" + what + "\"");
        } else {
          value(new Yaml.Text(entry.at(), what, true, 0, 0), entry, item, what);
        }
      }
    }

    private void map(Yaml.Text key, Yaml.Dict node, JsonNode raw, String what) {
      JsonNode resolved = schema.resolve(raw);
      if (resolved.path("maxProperties").asInt() == 1) {
        single(node, resolved, "\"" + what + "\"");
        return;
      }
      Schema.Shape shape = schema.shape(raw);
      if (shape == null || shape.open()) {
        return;
      }
      for (Yaml.Entry entry : node.entries()) {
        JsonNode below = shape.properties().get(entry.name());
        if (below == null) {
          unknown(entry, shape, what);
        } else {
          value(entry.key(), entry.value(), below, entry.name());
        }
      }
      for (String name : shape.required()) {
        if (node.get(name) == null) {
          say(key.at(), "\"%s\" has no \"%s\"".formatted(what, name));
        }
      }
      shape.groups().forEach(group -> group(key, node, group, what));
    }

    private void unknown(Yaml.Entry entry, Schema.Shape shape, String what) {
      Set<String> names = shape.properties().keySet();
      boolean step = schema.step().path("properties").has(entry.name());
      String hint = Nearest.hint(entry.name(), names);
      if (hint.isEmpty() && step && names.contains("steps")) {
        hint = "; a step stands in its \"steps\" and begins with \"- \"";
      } else if (hint.isEmpty() && names.contains("parameters") && names.contains("uri")) {
        hint = "; options of the component stand below \"parameters\"";
      }
      say(entry.key().at(), "\"%s\" has no property \"%s\"".formatted(what, entry.name()) + hint);
    }

    private void group(Yaml.Text key, Yaml.Dict node, Schema.Group group, String what) {
      List<String> there = new ArrayList<>();
      group.names().stream().filter(name -> node.get(name) != null).forEach(there::add);
      if (there.size() > 1) {
        say(
            node.key(there.get(1)).map(Yaml.Text::at).orElse(node.at()),
            "\"%s\" has both \"%s\" and \"%s\"; only one can count"
                .formatted(what, there.get(0), there.get(1)));
      } else if (there.isEmpty() && (group.needed() || group.expression())) {
        say(
            key.at(),
            group.expression()
                ? "\"%s\" has no expression; give it one, such as \"simple\" or \"constant\""
                    .formatted(what)
                : "\"%s\" needs one of \"%s\"".formatted(what, names(group)));
      }
    }

    private static String names(Schema.Group group) {
      List<String> names = group.names();
      boolean many = names.size() > MOST_NAMES;
      return String.join("\", \"", many ? names.subList(0, MOST_NAMES) : names)
          + (many ? "\", \"…" : "");
    }

    private void scalar(Yaml.Text key, Yaml.Text text, Wanted wanted, String what) {
      Optional<JsonNode> option = wanted.option(text);
      if (option.isPresent()) {
        choice(text, option.get(), what);
        return;
      }
      if (wanted.anything()) {
        return;
      }
      Place at = text.empty() ? key.at() : text.at();
      String quote =
          wanted.allows("string") && !text.empty()
              ? "; write it in quotes: \"" + text.value() + "\""
              : wanted.allows("array") && !text.empty() ? "; begin each entry with \"- \"" : "";
      String is = text.empty() ? "nothing is there" : "this is " + text.kind();
      say(at, "\"%s\" must be %s, and %s".formatted(what, wanted.due(), is) + quote);
    }

    private void choice(Yaml.Text text, JsonNode wanted, String what) {
      List<String> values = new ArrayList<>();
      wanted.path("enum").forEach(value -> values.add(value.asText()));
      if (!values.isEmpty() && !values.contains(text.value())) {
        String near = Nearest.hint(text.value(), values);
        say(
            text.at(),
            "\"%s\" cannot be \"%s\"; it is one of %s"
                    .formatted(what, text.value(), String.join(", ", values))
                + near);
      }
    }
  }
}
