package dev.recado.authoring.reload;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.authoring.flowtest.Examples;
import dev.recado.authoring.lint.Links;
import dev.recado.authoring.lint.Lint;
import dev.recado.ground.embedded.TestServers;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The saves that lint and tests keep out of a running hub. */
class ChecksTest {

  private static final String OPT_OUT = "flows/opt-out.camel.yaml";
  private static final RouteFiles OURS = ours();

  private final LintCheck lint = new LintCheck(Lint::ofTheHub);

  private static RouteFiles ours() {
    try {
      return RouteFolder.at(Path.of("routes")).read();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static RouteFiles with(String file, String what, String instead) {
    String text = OURS.text(file);
    assertThat(text).contains(what);
    return OURS.with(file, text.replace(what, instead));
  }

  @Test
  void lintAcceptsTheShippedFlows() {
    assertThat(lint.problems(OURS, OURS, Set.of(OPT_OUT))).isEmpty();
  }

  @Test
  void lintNamesThePlaceAndTheLikelyCorrection() {
    Map<String, Problem> problems =
        lint.problems(OURS, with(OPT_OUT, "kamelet:opt-in", "kamelet:opt-inn"), Set.of(OPT_OUT));
    assertThat(problems).containsOnlyKeys(OPT_OUT);
    assertThat(text(problems, OPT_OUT))
        .containsPattern("flows/opt-out\\.camel\\.yaml:\\d+:\\d+ error R005")
        .contains("did you mean \"opt-in\"?");
  }

  @Test
  void lintSeesWhatASaveBreaksElsewhere() {
    Map<String, Problem> problems =
        lint.problems(OURS, OURS.with(OPT_OUT, RouteFiles.NONE), Set.of(OPT_OUT));
    assertThat(problems).containsKey("intents/flows.yaml").doesNotContainKey(OPT_OUT);
  }

  @Test
  void anOldErrorInAnotherFileDoesNotCount() {
    RouteFiles before = with(OPT_OUT, "kamelet:opt-in", "kamelet:opt-inn");
    String other = "flows/wrong-person.camel.yaml";
    RouteFiles candidate = before.with(other, OURS.text(other) + "\n");
    assertThat(lint.problems(before, candidate, Set.of(other))).isEmpty();
    assertThat(lint.problems(before, candidate, Set.of(OPT_OUT, other))).containsOnlyKeys(OPT_OUT);
  }

  /** The older file stays, and so do the other files of the save. */
  @Test
  void aFileThatTakesTheAddressOrIdOfAnotherIsToBlame() {
    for (String name : Set.of("flows/aaa.camel.yaml", "flows/zzz.camel.yaml")) {
      Map<String, Problem> problems =
          lint.problems(OURS, OURS.with(name, OURS.text(OPT_OUT)), Set.of(name));
      assertThat(text(problems, name)).contains("R014");
      problems =
          lint.problems(
              OURS,
              OURS.with(name, OURS.text(OPT_OUT).replaceAll("id: \\S+", "id: x")),
              Set.of(name));
      assertThat(text(problems, name)).contains("R038");
    }
  }

  @Test
  void aPlaceholderWithoutANameIsAFindingLikeAnyOther() {
    String file = "flows/empty.camel.yaml";
    String flow =
        """
        - route:
            id: empty
            from:
              id: in
              uri: "direct:{{}}"
              steps:
                - log:
                    id: tell
                    message: "{{}}{{?}}{{:x}}"
        """;
    Map<String, Problem> problems = lint.problems(OURS, OURS.with(file, flow), Set.of(file));
    assertThat(text(problems, file)).contains("this placeholder names no setting");
  }

  @Test
  void aFlowThatFailsItsTestIsToBlame() {
    try (TestCheck tests = tests()) {
      RouteFiles candidate = with(OPT_OUT, "template: saida_confirmada", "template: saudacao");
      Map<String, Problem> problems = tests.problems(OURS, candidate, Set.of(OPT_OUT));
      // The flows of appointments and chatbots call the changed one, so their tests fail, too.
      assertThat(problems)
          .containsOnlyKeys(
              OPT_OUT,
              "tests/agenda.test.yaml",
              "tests/chatbot.test.yaml",
              "tests/pedido-confirmar.test.yaml",
              "tests/whatsapp-message.test.yaml");
      assertThat(text(problems, OPT_OUT))
          .contains("routes/tests/opt-out.test.yaml:", "saida_confirmada", "saudacao");
      assertThat(tests.problems(OURS, OURS, Set.of(OPT_OUT))).isEmpty();
    }
  }

  @Test
  void aChangedTemplateMustPassTheTestsOfAllFlows() {
    String template = "templates/saida-confirmada.yaml";
    RouteFiles before = withTestsOf("opt-out", "wrong-person", "take-over");
    try (TestCheck tests = tests()) {
      RouteFiles candidate = before.with(template, OURS.text(template).replace("mais", "menos"));
      assertThat(tests.problems(before, candidate, Set.of(template)))
          .containsKey("tests/opt-out.test.yaml");
    }
  }

  @Test
  void aChangedQueryReachesTheTestsOfTheFlowsThatReadItAndOneThatNobodyReadsNone() {
    try (TestCheck tests = tests()) {
      String query = "sql/leads-without-answer.sql";
      RouteFiles candidate = OURS.with(query, OURS.text(query) + "\n-- changed\n");
      assertThat(tests.tests(OURS, candidate, Set.of(query))).isEqualTo(1);

      String unread = "sql/client-by-odoo-partner.sql";
      candidate = OURS.with(unread, "select 1");
      assertThat(tests.tests(OURS, candidate, Set.of(unread))).isZero();
      assertThat(tests.problems(OURS, candidate, Set.of(unread))).isEmpty();
    }
  }

  @Test
  void aQueryInASubFlowInAKameletOrWithAComputedNameReachesTheTestsBehindIt() {
    RouteFiles files =
        RouteFiles.NONE
            .with("tests/a.test.yaml", "flow: a\n")
            .with("flows/a.camel.yaml", calling("a", "direct:b"))
            .with("flows/b.camel.yaml", calling("b", "kamelet:c-action"))
            .with("kamelets/c-action.kamelet.yaml", kamelet("sql:classpath:sql/one.sql"))
            .with("tests/d.test.yaml", "flow: d\n")
            .with("flows/d.camel.yaml", calling("d", "sql:classpath:sql/${body}.sql"))
            .with("tests/e.test.yaml", "flow: e\n")
            .with("flows/e.camel.yaml", calling("e", "log:nothing"))
            .with("sql/one.sql", "select 1")
            .with("sql/two.sql", "select 2");
    assertThat(reachedBy("sql/one.sql", files)).isEqualTo(2);
    assertThat(reachedBy("sql/two.sql", files)).isEqualTo(1);
  }

  private static int reachedBy(String changed, RouteFiles files) {
    try (TestCheck tests = tests()) {
      return tests.tests(files, files.with(changed, "select 3"), Set.of(changed));
    }
  }

  private static String calling(String flow, String uri) {
    return """
    - route:
        id: %s
        from:
          uri: direct:%s
          steps:
            - toD: {uri: "%s"}
    """
        .formatted(flow, flow, uri);
  }

  private static String kamelet(String uri) {
    return """
    kind: Kamelet
    metadata: {name: c-action}
    spec:
      definition: {title: C}
      template:
        from:
          uri: kamelet:source
          steps:
            - to: {uri: "%s"}
    """
        .formatted(uri);
  }

  private static RouteFiles withTestsOf(String... flows) {
    Set<String> kept =
        Stream.of(flows).map("tests/%s.test.yaml"::formatted).collect(Collectors.toSet());
    RouteFiles few = OURS;
    for (String test : OURS.names("tests/*.test.yaml")) {
      few = kept.contains(test) ? few : few.with(test, RouteFiles.NONE);
    }
    assertThat(few.names("tests/*.test.yaml")).hasSize(kept.size());
    return few;
  }

  @Test
  void aChangedFixtureMustPassTheTestsThatNameIt() {
    String fixture =
        OURS.names("tests/fixtures/**").stream()
            .filter(
                name ->
                    OURS.text("tests/invoice-notification.test.yaml")
                        .contains(name.substring("tests/".length())))
            .findFirst()
            .orElseThrow();
    try (TestCheck tests = tests()) {
      assertThat(tests.problems(OURS, OURS.with(fixture, "no JSON"), Set.of(fixture)))
          .containsOnlyKeys("tests/invoice-notification.test.yaml");
    }
  }

  @Test
  void theFactsOfTheCompanyReachOnlyTheTestsWithoutASampleCompany() {
    String facts = "intents/business.yaml";
    String own = "tests/opt-out.test.yaml";
    RouteFiles before = with(own, "  company: fixtures/casa-modelo\n", "");
    RouteFiles changed = before.with(facts, OURS.text(facts).replace("Casa Modelo", "Pizzaria"));
    String sample = "tests/fixtures/casa-modelo/" + facts;
    String phrases = "intents/pt-BR.yaml";
    int all = OURS.names("tests/*.test.yaml").size();
    try (TestCheck tests = tests()) {
      assertThat(tests.tests(before, changed, Set.of(facts))).isEqualTo(1);
      assertThat(tests.tests(OURS, OURS, Set.of(facts))).isZero();
      assertThat(tests.tests(before, before, Set.of(sample))).isEqualTo(all - 1);
      assertThat(tests.tests(OURS, OURS, Set.of(facts, phrases))).isEqualTo(all);
    }
  }

  @Test
  void testsThatCannotBeRunKeepTheSaveOut() {
    try (TestCheck tests =
        new TestCheck(Examples.on("jdbc:postgresql://127.0.0.1:1/none", "nobody", ""), Links::of)) {
      assertThat(text(tests.problems(OURS, OURS, Set.of(OPT_OUT)), OPT_OUT))
          .contains("could not be run");
    }
  }

  private static TestCheck tests() {
    return new TestCheck(
        Examples.on(TestServers.jdbcUrl(), TestServers.USER, TestServers.password()), Links::of);
  }

  private static String text(Map<String, Problem> problems, String file) {
    return requireNonNull(problems.get(file)).text();
  }
}
