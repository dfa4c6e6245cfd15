package dev.recado.authoring.lint;

import dev.recado.spine.camel.FlowRights;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** R007 and R041: beans and their methods. */
final class BeanCheck implements Check {

  private static final Pattern IN_SIMPLE =
      Pattern.compile("\\$\\{bean:([A-Za-z0-9_-]+)(?:(?:\\?method=|\\.|::)([A-Za-z0-9_]+))?");

  private final Beans beans;

  BeanCheck(Beans beans) {
    this.beans = beans;
  }

  @Override
  public void file(Document document, Report report) {
    Yaml root = document.root();
    if (root == null || !(document.kind().camel() || document.kind() == Document.Kind.KAMELET)) {
      return;
    }
    new Look(document, report, own(root)).walk(root);
    for (Expression expression : document.expressions()) {
      new Look(document, report, own(root)).simple(expression);
    }
    for (Call call : document.calls()) {
      new Look(document, report, own(root)).call(call);
    }
  }

  /** Beans that the file itself declares. */
  private static Set<String> own(Yaml root) {
    Set<String> names = new HashSet<>();
    root.items().forEach(item -> declared(item.get("beans"), names));
    declared(root.path("spec", "template", "beans"), names);
    return names;
  }

  private static void declared(@org.jspecify.annotations.Nullable Yaml list, Set<String> names) {
    if (list != null) {
      list.items().forEach(bean -> bean.text("name").ifPresent(name -> names.add(name.value())));
    }
  }

  private final class Look {
    private final Document document;
    private final Report report;
    private final Set<String> own;

    Look(Document document, Report report, Set<String> own) {
      this.document = document;
      this.report = report;
      this.own = own;
    }

    void walk(Yaml node) {
      node.items().forEach(this::walk);
      for (Yaml.Entry entry : node.entries()) {
        boolean bean = entry.name().equals("bean") || entry.name().equals("method");
        if (bean && entry.value() instanceof Yaml.Dict use) {
          use.text("ref")
              .ifPresent(
                  ref ->
                      named(
                          Spot.of(document, ref),
                          use.text("method").map(method -> Spot.of(document, method))));
        }
        if (entry.name().equals("bean") && entry.value() instanceof Yaml.Text ref) {
          named(Spot.of(document, ref), Optional.empty());
        }
        if (!entry.name().equals("definition")) {
          walk(entry.value());
        }
      }
    }

    void simple(Expression expression) {
      Matcher uses = IN_SIMPLE.matcher(expression.text().value());
      while (uses.find()) {
        Spot ref = expression.text().part(uses.start(1), uses.end(1));
        named(
            ref,
            uses.group(2) == null
                ? Optional.empty()
                : Optional.of(expression.text().part(uses.start(2), uses.end(2))));
      }
    }

    void call(Call call) {
      if (call.scheme().equals("bean")) {
        named(call.targetSpot(), call.option("method").map(Call.Option::value));
      }
      for (Call.Option option : call.options()) {
        if (option.name().equals(Databases.OPTION) && Databases.named(call).isPresent()) {
          continue;
        }
        String value = option.value().value();
        if (value.matches("#(bean:)?[A-Za-z][A-Za-z0-9_-]*") && !option.value().dynamic()) {
          int from = value.startsWith("#bean:") ? 6 : 1;
          named(option.value().part(from, value.length()), Optional.empty());
        }
      }
    }

    private void named(Spot ref, Optional<Spot> method) {
      String name = ref.value();
      if (ref.dynamic() || own.contains(name) || name.startsWith("#") || name.isEmpty()) {
        return;
      }
      if (!beans.knows(name)) {
        Set<String> names = new TreeSet<>(FlowRights.beans());
        names.addAll(own);
        report.add(
            Code.R007,
            document,
            ref.at(),
            "there is no bean \"%s\"".formatted(name) + Nearest.hint(name, names));
        return;
      }
      if (!FlowRights.beans().contains(name)) {
        report.add(
            Code.R041,
            document,
            ref.at(),
            "flows may not use the bean \"%s\"; they may use %s"
                .formatted(name, String.join(", ", new TreeSet<>(FlowRights.beans()))));
        return;
      }
      method.filter(m -> !m.value().isEmpty()).ifPresent(m -> method(name, m));
    }

    private void method(String bean, Spot method) {
      String name = method.value().replaceFirst("(?s)\\(.*", "").strip();
      Optional<Set<String>> methods = beans.methods(bean);
      if (!name.contains("{{") && !FlowRights.method(method.value())) {
        report.add(
            Code.R041,
            document,
            method.at(),
            "a flow may call one method of a bean, and nothing further; \"%s\" does more"
                .formatted(method.value()));
        return;
      }
      if (!name.contains("{{") && methods.isPresent() && !methods.get().contains(name)) {
        report.add(
            Code.R007,
            document,
            method.at(),
            "the bean %s has no method \"%s\"".formatted(bean, name)
                + Nearest.hint(name, methods.get()));
      }
    }
  }
}
