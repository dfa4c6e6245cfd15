package dev.recado.authoring.lint;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names by which the files of a routes folder refer to each other. */
final class Names {

  private static final String FILE = "file:";
  private static final String DIRECT = "direct:";
  private static final String TEMPLATE = "template:";
  private static final String KAMELET = "kamelet:";
  private static final String CONFIGURATION = "configuration:";
  private static final String SOURCE = "source:";
  private static final Pattern SENDER = Pattern.compile("\\bsource:\\s*[\"']?([a-z][a-z0-9-]*)");
  private static final Pattern FIXTURE = Pattern.compile("fixtures/[\\w./-]*\\w");

  private static final String FIXTURES = "tests/fixtures/";

  private static final Pattern SQL = Pattern.compile("classpath:(sql/[\\w./-]*\\w)");
  private static final Pattern CHOSEN_SQL = Pattern.compile("classpath:sql/[\\w./-]*(\\$|\\{\\{)");

  private static final Pattern NAME = Pattern.compile("(?m)^name:\\s*[\"']?([\\w-]+)");
  private static final Pattern BEGINNING =
      Pattern.compile("from:\\s*\\{?\\s*(?:uri:\\s*)?[\"']?direct:([A-Za-z0-9._-]+)");

  private Names() {}

  /** What other files can name of a file. */
  static Set<String> given(Document document) {
    Set<String> names = new TreeSet<>(Set.of(FILE + document.name()));
    switch (document.kind()) {
      case KAMELET -> {
        names.add(KAMELET + document.stem());
        Kamelet.of(document).name().ifPresent(name -> names.add(KAMELET + name.value()));
      }
      case TEMPLATE -> {
        text(document, "name").ifPresent(name -> names.add(TEMPLATE + name));
        unread(document, NAME, TEMPLATE, names);
      }
      case SOURCE -> names.add(SOURCE + document.stem());
      case FLOW, CONNECTOR, CONFIGURATION -> routes(document, names);
      default -> folders(document.name(), names);
    }
    return names;
  }

  /** A test may name a whole folder of fixtures. */
  private static void folders(String file, Set<String> names) {
    int end = file.startsWith(FIXTURES) ? file.indexOf('/', FIXTURES.length()) : -1;
    while (end > 0) {
      names.add(FILE + file.substring(0, end));
      end = file.indexOf('/', end + 1);
    }
  }

  private static void routes(Document document, Set<String> names) {
    document.routes().forEach(r -> r.id().ifPresent(id -> names.add("route:" + id.value())));
    document.calls().stream()
        .filter(Call::consumes)
        .forEach(call -> names.add(call.scheme() + ":" + call.targetSpot().value().strip()));
    unread(document, BEGINNING, DIRECT, names);
    Yaml root = document.root();
    if (root != null) {
      root.items().stream()
          .map(item -> item.get("routeConfiguration"))
          .filter(Objects::nonNull)
          .flatMap(configuration -> configuration.text("id").stream())
          .forEach(id -> names.add(CONFIGURATION + id.value()));
    }
  }

  /** A file that cannot be read as YAML still has its names. */
  private static void unread(Document document, Pattern name, String kind, Set<String> names) {
    if (document.root() == null) {
      name.matcher(document.text()).results().forEach(found -> names.add(kind + found.group(1)));
    }
  }

  /** What a file names of other files. */
  static Set<String> needed(Document document, Map<String, Kamelet> kamelets) {
    Set<String> names = new TreeSet<>();
    switch (document.kind()) {
      case TEST -> test(document, names);
      case INTENT_FLOWS -> intents(document, names);
      default -> {
        document
            .calls()
            .forEach(
                call -> {
                  if (call.consumes()) {
                    event(call, names);
                  } else {
                    call(call, kamelets, names);
                  }
                });
        DirectCheck.byExpression(document).forEach(name -> names.add(DIRECT + name));
        templates(document, names);
        configurations(document, names);
        queries(document, names);
      }
    }
    return names;
  }

  /** Whether a file computes for each event which SQL file it reads. */
  static boolean choosesSql(Document document) {
    return CHOSEN_SQL.matcher(document.text()).find();
  }

  /** A step reads it, or an expression ({@code resource:classpath:sql/…}). */
  private static void queries(Document document, Set<String> names) {
    SQL.matcher(document.text()).results().forEach(query -> names.add(FILE + query.group(1)));
  }

  /** The type of an event begins with the name of the source that declares it. */
  private static void event(Call call, Set<String> names) {
    String type = call.targetSpot().value().strip();
    int dot = type.indexOf('.');
    if (call.scheme().equals("direct") && dot > 0) {
      names.add(SOURCE + type.substring(0, dot));
    }
  }

  private static void call(Call call, Map<String, Kamelet> kamelets, Set<String> names) {
    String target = call.targetSpot().value().strip();
    switch (call.scheme()) {
      case "direct" -> names.add(DIRECT + target);
      case "kamelet" -> {
        names.add(KAMELET + call.kameletName());
        Kamelet kamelet = kamelets.get(call.kameletName());
        if (kamelet != null) {
          DirectCheck.named(call, kamelet).forEach(o -> names.add(DIRECT + o.value().value()));
          if (kamelet.effects().contains("whatsapp-template")
              || kamelet.effects().contains("campaign-start")) {
            call.option("template").ifPresent(o -> names.add(TEMPLATE + o.value().value()));
          }
          if (kamelet.effects().contains("campaign-start")) {
            call.option("audience").ifPresent(o -> names.add(FILE + "sql/" + o.value().value()));
          }
        }
      }
      default -> {}
    }
  }

  private static void templates(Document document, Set<String> names) {
    document.steps().stream()
        .flatMap(step -> Variables.set(step).stream())
        .filter(set -> set.name().value().equals("template"))
        .flatMap(set -> set.value().text("constant").stream())
        .forEach(text -> names.add(TEMPLATE + text.value()));
  }

  private static void configurations(Document document, Set<String> names) {
    document.routes().stream()
        .flatMap(route -> route.node().text("routeConfigurationId").stream())
        .flatMap(ids -> Stream.of(ids.value().split(",", -1)))
        .forEach(id -> names.add(CONFIGURATION + id.strip()));
  }

  private static void test(Document document, Set<String> names) {
    names.add(FILE + "flows/" + text(document, "flow").orElse(document.stem()) + ".camel.yaml");
    SENDER
        .matcher(document.text())
        .results()
        .forEach(sender -> names.add(SOURCE + sender.group(1)));
    Matcher fixtures = FIXTURE.matcher(document.text());
    while (fixtures.find()) {
      names.add(FILE + "tests/" + fixtures.group());
    }
  }

  private static void intents(Document document, Set<String> names) {
    Yaml rows = document.root() == null ? null : document.root().get("intents");
    if (rows != null) {
      for (Yaml.Entry row : rows.entries()) {
        row.value().text("flow").ifPresent(flow -> names.add(DIRECT + flow.value()));
        row.value().text("template").ifPresent(name -> names.add(TEMPLATE + name.value()));
      }
    }
  }

  private static Optional<String> text(Document document, String field) {
    return Optional.ofNullable(document.root())
        .flatMap(root -> root.text(field))
        .map(Yaml.Text::value);
  }
}
