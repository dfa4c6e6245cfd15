package dev.recado.authoring.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** R033 and R034: how a Kamelet begins and ends, and its dependencies. */
final class KameletTemplateCheck implements Check {

  private static final Set<String> ALWAYS = Set.of("camel:core", "camel:kamelet");

  private final Catalogue catalogue;

  KameletTemplateCheck(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void file(Document document, Report report) {
    if (document.kind() != Document.Kind.KAMELET || !(document.root() instanceof Yaml.Dict)) {
      return;
    }
    ends(document, report);
    dependencies(document, report);
  }

  private static void ends(Document document, Report report) {
    Kamelet kamelet = Kamelet.of(document);
    Yaml root = document.root();
    Yaml template = root == null ? null : root.path("spec", "template");
    List<Call> calls = document.calls();
    Call from = calls.stream().filter(Call::consumes).findFirst().orElse(null);
    if (template == null || from == null) {
      Yaml here = template == null ? root : template;
      report.add(
          Code.R033,
          document,
          here == null ? Place.START : here.at(),
          "the Kamelet has no \"spec.template.from\" with a \"uri\"");
      return;
    }
    boolean atSource = from.uri().value().equals("kamelet:source");
    if (kamelet.type().equals("source")) {
      boolean sinks = calls.stream().anyMatch(call -> call.uri().value().equals("kamelet:sink"));
      if (!sinks) {
        report.add(
            Code.R033,
            document,
            from.uri().at(),
            "a source must end in \"to: kamelet:sink\", or its messages go nowhere");
      }
    } else if (!atSource) {
      report.add(
          Code.R033,
          document,
          from.uri().at(),
          "a sink or an action must begin with \"kamelet:source\"");
    }
  }

  private void dependencies(Document document, Report report) {
    Yaml root = document.root();
    Yaml listed = root == null ? null : root.path("spec", "dependencies");
    Yaml spec = root == null ? null : root.get("spec");
    Place at = spec == null ? Place.START : spec.at();
    if (spec instanceof Yaml.Dict dict && dict.get("dependencies") != null) {
      at = dict.key("dependencies").map(Yaml.Text::at).orElse(at);
    }
    Set<String> needed = needed(document);
    List<String> names = new ArrayList<>();
    for (Yaml item : listed == null ? List.<Yaml>of() : listed.items()) {
      if (item instanceof Yaml.Text text) {
        names.add(text.value());
        check(document, text, needed, report);
      }
    }
    for (String name : needed) {
      if (!names.contains(name)) {
        report.add(Code.R034, document, at, "\"dependencies\" lacks \"%s\"".formatted(name));
      }
    }
  }

  private void check(Document document, Yaml.Text text, Set<String> needed, Report report) {
    String name = text.value();
    boolean dynamic = document.calls().stream().anyMatch(call -> call.scheme().isEmpty());
    if (name.startsWith("mvn:") && name.split(":").length == 4 || needed.contains(name)) {
      return;
    }
    String component = name.replaceFirst("^camel:", "");
    if (!name.startsWith("camel:") || !catalogue.components().contains(component)) {
      report.add(
          Code.R034,
          document,
          text.at(),
          "there is no component \"%s\" in this hub".formatted(component)
              + Nearest.hint(component, catalogue.components()));
    } else if (!dynamic) {
      report.add(
          Code.R034, document, text.at(), "the Kamelet does not use \"%s\"".formatted(component));
    }
  }

  private Set<String> needed(Document document) {
    Set<String> needed = new TreeSet<>(ALWAYS);
    for (Call call : document.calls()) {
      boolean known = catalogue.components().contains(call.scheme());
      if (known && !call.kamelet() && !call.scheme().equals(Catalogue.EFFECT)) {
        needed.add("camel:" + call.scheme().replace("https", "http"));
      }
    }
    if (document.steps().stream().anyMatch(step -> step.kind().equals("bean"))
        || document.expressions().stream().anyMatch(e -> e.language().equals("method"))) {
      needed.add("camel:bean");
    }
    return needed;
  }
}
