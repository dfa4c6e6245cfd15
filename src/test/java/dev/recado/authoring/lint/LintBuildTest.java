package dev.recado.authoring.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.effect.EffectComponent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.support.GenericApplicationContext;

/**
 * What a build refuses, lint refuses before: many small mutations of one flow are tried on both.
 */
class LintBuildTest {

  private static final String FILE = "flows/shapes.camel.yaml";
  private static final Lint LINT = Lint.ofTheHub();
  private static final Path SHAPES = Path.of("src/test/resources/authors/shapes.camel.yaml");

  /** The values that a careless edit leaves behind a key. */
  private static final List<String> VALUES =
      List.of("", "{}", "[]", "x", "3", "true", "&a x", "*a");

  private static RouteFiles files(String text) throws IOException {
    RouteFiles hub = RouteFolder.at(Path.of("routes")).read();
    RouteFiles files = RouteFiles.NONE.with(FILE, text);
    for (String kamelet : List.of("drop", "whatsapp-text")) {
      files = files.with("kamelets/" + kamelet + ".kamelet.yaml", hub);
    }
    return files.with("sql/client-by-odoo-partner.sql", hub);
  }

  private static Assembly assembly() {
    GenericApplicationContext spring = new GenericApplicationContext();
    spring.registerBean("dataSource", DataSource.class, PGSimpleDataSource::new);
    spring.refresh();
    return new Assembly(
        spring,
        List.of(
            (context, files) -> {
              context.addComponent("effect", new EffectComponent());
              return Map.of();
            }));
  }

  /** Why the build refuses a text; null if it takes it. */
  private static @Nullable String refusal(Assembly assembly, RouteFiles files) {
    Generation generation = assembly.build(files);
    generation.close();
    return generation.broken().get(FILE);
  }

  private static boolean refusedByLint(RouteFiles files) {
    return LINT.check(files).stream()
        .anyMatch(f -> f.file().equals(FILE) && f.severity() == Severity.ERROR);
  }

  private static List<String> mutations(String text) {
    List<String> all = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      List<String> without = new ArrayList<>(lines);
      without.remove(i);
      all.add(String.join("\n", without) + "\n");
      int colon = lines.get(i).indexOf(": ");
      int end = colon >= 0 ? colon : lines.get(i).endsWith(":") ? lines.get(i).length() - 1 : -1;
      for (String value : end < 0 ? List.<String>of() : VALUES) {
        List<String> other = new ArrayList<>(lines);
        other.set(i, lines.get(i).substring(0, end) + ": " + value);
        all.add(String.join("\n", other) + "\n");
      }
    }
    return all;
  }

  @Test
  void whatTheBuildRefusesLintRefuses() throws IOException {
    Assembly assembly = assembly();
    String text = Files.readString(SHAPES);
    assertThat(refusal(assembly, files(text))).isNull();
    assertThat(LINT.check(files(text))).noneMatch(f -> f.severity() == Severity.ERROR);
    List<String> passed = new ArrayList<>();
    for (String mutation : mutations(text)) {
      RouteFiles files = files(mutation);
      if (!refusedByLint(files)) {
        String why = refusal(assembly, files);
        if (why != null) {
          passed.add(why + "\n" + mutation);
        }
      }
    }
    assertThat(passed).isEmpty();
  }

  private static final String AROUND =
      """
      - route:
          id: shapes
          description: Has one step
          nodePrefixId: shapes-
          from:
            uri: direct:form.submitted
            steps:
              %s
              - to: direct:shapes-other
      - route:
          id: shapes-other
          description: Is called
          nodePrefixId: shapes-other-
          from:
            uri: direct:shapes-other
            steps:
              - log: one
      """;

  private static List<String> steps() {
    List<String> steps = new ArrayList<>();
    for (String kind : SchemaSteps.KINDS) {
      for (String value : List.of("", "{}", "[]", "x", "{steps: []}", "{steps: }")) {
        steps.add("- " + kind + ": " + value);
      }
    }
    steps.add("- to: &a direct:shapes-other\n        - to: *a");
    steps.add("- to: &a {uri: 'direct:shapes-other'}\n        - to: *a");
    steps.add("- setBody: &a {constant: x}\n        - setBody: {<<: *a}");
    steps.add("- choice: {when: }");
    steps.add("- choice: {when: []}");
    steps.add("- choice: {when: [{}]}");
    steps.add("- choice: {when: [{simple: 'true'}], otherwise: }");
    steps.add("- marshal: {json: {}}");
    steps.add("- unmarshal: {json: {library: Gson}}");
    steps.add("- setBody: {simple: }");
    steps.add("- setBody: {simple: {}}");
    steps.add("- to: {uri: 'sql:select 1', parameters: {outputTpye: SelectOne}}");
    steps.add("- to: {uri: 'sql:select 1?datasource=x'}");
    steps.add("- to: {uri: 'direct:shapes-other', parameters: {blok: false}}");
    steps.add("- to: {uri: 'log:x?levl=INFO'}");
    steps.add("- to: {uri: 'kamelet:drop', parameters: {reson: x}}");
    steps.add("- to: {uri: 'effect:drop', parameters: {reson: x}}");
    return steps;
  }

  @Test
  void ofEachStepInManyShapesWhatTheBuildRefusesLintRefuses() throws IOException {
    Assembly assembly = assembly();
    List<String> passed = new ArrayList<>();
    for (String step : steps()) {
      RouteFiles files = files(AROUND.formatted(step));
      if (!refusedByLint(files)) {
        String why = refusal(assembly, files);
        if (why != null) {
          passed.add(step + " : " + why);
        }
      }
    }
    assertThat(passed).isEmpty();
  }

  /** The steps that flows may have. */
  private static final class SchemaSteps {
    private static final List<String> KINDS =
        List.of(
            "aggregate",
            "bean",
            "choice",
            "circuitBreaker",
            "convertBodyTo",
            "delay",
            "doTry",
            "enrich",
            "filter",
            "log",
            "loop",
            "multicast",
            "pipeline",
            "recipientList",
            "removeHeader",
            "removeHeaders",
            "removeVariable",
            "resequence",
            "routingSlip",
            "script",
            "setBody",
            "setHeader",
            "setHeaders",
            "setProperty",
            "setVariable",
            "setVariables",
            "sort",
            "split",
            "step",
            "stop",
            "throttle",
            "throwException",
            "to",
            "toD",
            "transform",
            "validate",
            "wireTap");
  }
}
