package dev.recado.authoring.lint;

import dev.recado.spine.camel.ActionShapes;
import dev.recado.spine.camel.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * R043: fields that a flow reads and the action does not give, and actions that do not describe
 * their answer.
 */
final class AnswerCheck implements Check {

  /** The body or a variable, and the key that is read from it. */
  private static final Pattern READ =
      Pattern.compile("\\$(?:simple)?\\{(body|variable\\.[\\w-]+)\\[\\??'?([^\\]\\['\"]+)'?]");

  /** Steps that leave the body unchanged. */
  private static final Set<String> HARMLESS =
      Set.of("log", "setHeader", "setHeaders", "removeHeader", "removeHeaders", "throwException");

  /** Steps of which one branch runs, with the unchanged body. */
  private static final Set<String> BRANCHING = Set.of("choice", "filter");

  /** The keys of a step that hold no expression. */
  private static final Set<String> UNREAD = Set.of("steps", "id", "description", "constant");

  /** Steps of a Kamelet that set a new body. */
  private static final Set<String> GIVING =
      Set.of("setBody", "transform", "unmarshal", "enrich", "pollEnrich", "convertBodyTo");

  @Override
  public void folder(Project project, Report report) {
    ActionShapes shapes = project.actions();
    Map<String, Shape> lasting = lasting(project, shapes);
    for (Document document : project.documents()) {
      if (document.kind().flow()) {
        document
            .routes()
            .forEach(route -> new Walk(document, shapes, lasting, report).route(route));
        if (document.kind() == Document.Kind.STEPS && document.root() != null) {
          new Walk(document, shapes, lasting, report).steps(document.root());
        }
      }
    }
    for (Document document : project.of(Document.Kind.KAMELET)) {
      says(document, report);
    }
  }

  /** The variables that actions always set themselves, by {@code variable.name}, for all routes. */
  private static Map<String, Shape> lasting(Project project, ActionShapes shapes) {
    Map<String, Shape> lasting = new LinkedHashMap<>();
    for (String kamelet : project.kamelets().keySet()) {
      shapes
          .variable(kamelet)
          .ifPresent(
              name ->
                  shapes
                      .of(kamelet, Map.of())
                      .ifPresent(shape -> lasting.putIfAbsent("variable." + name, shape)));
    }
    for (Document document : project.documents()) {
      document.steps().stream()
          .flatMap(step -> Variables.set(step).stream())
          .forEach(set -> lasting.remove("variable." + set.name().value()));
    }
    return lasting;
  }

  private static void says(Document document, Report report) {
    Yaml root = document.root();
    boolean action = Kamelet.of(document).type().equals("action");
    if (root == null || !action || root.path("spec", "dataTypes", "out", "types") != null) {
      return;
    }
    for (Step step : document.steps()) {
      boolean asks =
          document.calls().stream()
              .anyMatch(call -> call.step().equals(step) && !call.consumes() && outside(call));
      if (GIVING.contains(step.kind()) || asks) {
        report.add(
            Code.R043,
            document,
            step.key().at(),
            "the action returns the body that this step sets; describe that body in"
                + " \"spec.dataTypes.out\"");
        return;
      }
    }
  }

  private static boolean outside(Call call) {
    return !Set.of(Catalogue.EFFECT, "kamelet", "direct", "log").contains(call.scheme())
        && call.step().value().get("variableReceive") == null;
  }

  /** Goes through the steps of a route in their order and remembers the known shapes. */
  private static final class Walk {

    private final Document document;
    private final ActionShapes shapes;
    private final Map<String, Shape> lasting;
    private final Report report;

    /** The known shapes, by {@code body} or {@code variable.name}. */
    private Map<String, Shape> known = new LinkedHashMap<>();

    Walk(Document document, ActionShapes shapes, Map<String, Shape> lasting, Report report) {
      this.document = document;
      this.shapes = shapes;
      this.lasting = lasting;
      this.report = report;
    }

    void route(Route route) {
      Yaml from = route.from();
      Yaml steps = from == null ? null : from.get("steps");
      if (steps != null) {
        steps(steps);
      }
    }

    private void steps(Yaml steps) {
      for (Yaml item : steps.items()) {
        item.entries().forEach(entry -> step(entry.name(), entry.value()));
      }
    }

    private void step(String kind, Yaml value) {
      reads(value);
      if (BRANCHING.contains(kind)) {
        branches(value);
      } else if (kind.equals("to")) {
        call(value);
      } else if (kind.startsWith("setVariable")) {
        Step set = new Step(null, kind, new Yaml.Text(value.at(), kind, true, 0, 0), value);
        Variables.set(set).forEach(one -> known.remove("variable." + one.name().value()));
      } else if (!HARMLESS.contains(kind)) {
        known.clear();
        nested(value);
        known.clear();
      }
    }

    private void nested(Yaml value) {
      for (Yaml.Entry entry : value.entries()) {
        if (entry.name().equals("steps")) {
          known.clear();
          steps(entry.value());
        } else {
          nested(entry.value());
        }
      }
      value.items().forEach(this::nested);
    }

    /** A shape that is known after every branch is known after all. */
    private void branches(Yaml value) {
      Map<String, Shape> before = known;
      Map<String, Shape> after = new LinkedHashMap<>(before);
      List<Yaml> branches = new ArrayList<>();
      branches.add(value);
      Yaml when = value.get("when");
      branches.addAll(when == null ? List.of() : when.items());
      Yaml otherwise = value.get("otherwise");
      if (otherwise != null) {
        branches.add(otherwise);
      }
      for (Yaml branch : branches) {
        Yaml steps = branch.get("steps");
        if (steps != null) {
          known = new LinkedHashMap<>(before);
          steps(steps);
          Map<String, Shape> here = known;
          after.entrySet().removeIf(one -> here.get(one.getKey()) != one.getValue());
        }
      }
      known = after;
    }

    private void call(Yaml value) {
      Optional<Call> call =
          document.calls().stream().filter(one -> one.step().value() == value).findFirst();
      Optional<String> receives = value.text("variableReceive").map(Yaml.Text::value);
      String where = receives.map(name -> "variable." + name).orElse("body");
      if (call.isPresent() && call.get().kamelet()) {
        if (shapes.variable(call.get().kameletName()).isPresent()) {
          return;
        }
        Map<String, String> given = new LinkedHashMap<>();
        call.get().options().forEach(o -> given.put(o.name(), o.value().value()));
        Optional<Shape> shape = shapes.of(call.get().kameletName(), given);
        if (shape.isPresent()) {
          known.put(where, shape.get());
        } else if (receives.isPresent()) {
          known.remove(where);
        }
      } else if (call.isPresent() && call.get().scheme().equals("direct")) {
        known.clear();
      } else {
        known.remove(where);
      }
    }

    /** Checks all texts of a step except those of inner steps, and goes into its branches. */
    private void reads(Yaml value) {
      if (value instanceof Yaml.Text text) {
        check(text);
      }
      value.items().forEach(this::reads);
      for (Yaml.Entry entry : value.entries()) {
        if (entry.name().equals("parameters")) {
          entry.value().entries().forEach(parameter -> reads(parameter.value()));
        } else if (!UNREAD.contains(entry.name())) {
          reads(entry.value());
        }
      }
    }

    private void check(Yaml.Text text) {
      Matcher reads = READ.matcher(text.value());
      while (reads.find()) {
        Shape shape = known.getOrDefault(reads.group(1), lasting.get(reads.group(1)));
        String field = reads.group(2);
        Set<String> fields = shape == null ? Set.of() : shape.fields().orElse(Set.of());
        if (shape != null && !fields.isEmpty() && !fields.contains(field)) {
          report.add(
              Code.R043,
              document,
              document.place(text, reads.start()),
              shape.lacks(field) + Nearest.hint(field, fields));
        }
      }
    }
  }
}
