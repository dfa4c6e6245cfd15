package dev.recado.authoring.reload;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.authoring.lint.Links;
import dev.recado.authoring.lint.Lint;
import dev.recado.spine.camel.RouteFiles;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which files of a save stay out, and which one each of them waits for. */
class BlameTest {

  private static final String A = "flows/a.camel.yaml";
  private static final String B = "flows/b.camel.yaml";
  private static final String C = "flows/c.camel.yaml";
  private static final String TEST_A = "tests/a.test.yaml";
  private static final String TEST_B = "tests/b.test.yaml";
  private static final String SQL = "sql/find.sql";
  private static final String TEMPLATE = "templates/thanks.yaml";
  private static final String KAMELET = "kamelets/thank-action.kamelet.yaml";
  private static final Problem WRONG = Problem.of("a.test.yaml:3:1 expected x, but came y\n  more");

  private RouteFiles before = RouteFiles.NONE;
  private RouteFiles after = RouteFiles.NONE;

  private static String flow(String id, String from, String... uris) {
    StringBuilder flow =
        new StringBuilder(
            """
            - route:
                id: %s
                description: Says something
                nodePrefixId: %s-
                from:
                  uri: direct:%s
                  steps:
            """
                .formatted(id, id, from));
    for (String uri : uris) {
      flow.append("        - to: ").append(uri).append('\n');
    }
    return flow.toString();
  }

  private static String test(String flow) {
    return "flow: %s\ncases: [{when: {webhook: {file: fixtures/%s.json}}}]\n".formatted(flow, flow);
  }

  private static String kamelet(String... uris) {
    return "kind: Kamelet\nmetadata: {name: thank-action}\nspec:\n  template:\n    from:\n"
        + "      uri: kamelet:source\n      steps:\n"
        + "        - to: "
        + String.join("\n        - to: ", uris)
        + "\n";
  }

  private Map<String, String> waiting(Map<String, Problem> problems) {
    Set<String> saved = before.differences(after);
    return waiting(problems, saved);
  }

  /** The refused files: with their own mistake as "" or with the file that they wait for. */
  private Map<String, String> waiting(Map<String, Problem> problems, Set<String> together) {
    Map<String, String> files = new TreeMap<>();
    refused(problems, together)
        .forEach((file, why) -> files.put(file, why.waitsFor() == null ? "" : why.waitsFor()));
    return files;
  }

  private Map<String, Refused> refused(Map<String, Problem> problems, Set<String> together) {
    Set<String> open = before.differences(after);
    return new Blame(Links.of(before), Links.of(after), open, together).of(problems);
  }

  @Test
  void aNewFlowThatFailsKeepsOutItselfAndItsTest() {
    after =
        after
            .with(A, flow("a", "form.submitted", "sql:classpath:sql/find.sql"))
            .with(TEST_A, test("a"))
            .with("tests/fixtures/a.json", "{}")
            .with(B, flow("b", "odoo.crm.lead", "sql:classpath:sql/find.sql"))
            .with(TEST_B, test("b"))
            .with(SQL, "select 1")
            .with(TEMPLATE, "name: thanks\n");
    assertThat(waiting(Map.of(A, WRONG))).isEqualTo(Map.of(A, "", TEST_A, A));
  }

  @Test
  void aWaitingFileNamesTheRefusedOneWithTheFirstLineOfItsReason() {
    after = after.with(A, flow("a", "form.submitted")).with(TEST_A, test("a"));
    Map<String, Refused> refused = refused(Map.of(A, WRONG), Set.of());
    assertThat(requireNonNull(refused.get(A)).reason()).isEqualTo(WRONG.text());
    assertThat(requireNonNull(refused.get(TEST_A)).reason())
        .isEqualTo("waits for " + A + ", which is refused: a.test.yaml:3:1 expected x, but came y");
  }

  @Test
  void theLogSaysTheReasonOfARefusedFileOnce() {
    assertThat(Refused.of("no such step").line()).isEqualTo("no such step");
    assertThat(Refused.behind("flows/a.camel.yaml", "no such step").line())
        .isEqualTo("waits for flows/a.camel.yaml, which is refused");
  }

  @Test
  void aCallerWaitsForTheSubFlowAndNamesTheMistakeBehindIt() {
    after =
        after
            .with(A, flow("a", "form.submitted", "direct:b"))
            .with(B, flow("b", "b", "kamelet:thank-action"))
            .with(KAMELET, kamelet("effect:whatsapp-text"))
            .with(C, flow("c", "odoo.crm.lead"));
    assertThat(waiting(Map.of(KAMELET, WRONG)))
        .isEqualTo(Map.of(KAMELET, "", B, KAMELET, A, KAMELET));
  }

  @Test
  void aFlowWaitsForItsBrokenTest() {
    before = before.with(A, flow("a", "form.submitted")).with(TEST_A, test("a"));
    after = before.with(A, flow("a", "form.submitted", "direct:c")).with(TEST_A, "flow: [");
    assertThat(waiting(Map.of(TEST_A, WRONG))).isEqualTo(Map.of(TEST_A, "", A, TEST_A));
  }

  @Test
  void whatTheOldVersionOfARefusedFlowUsesWaitsWithIt() {
    String uses = "sql:classpath:sql/find.sql";
    before =
        before
            .with(A, flow("a", "form.submitted", uses))
            .with(B, flow("b", "odoo.crm.lead", uses))
            .with(SQL, "select 1")
            .with(TEMPLATE, "name: thanks\n");
    after =
        before
            .with(A, flow("a", "form.submitted", uses, "direct:b"))
            .with(B, flow("b", "odoo.crm.lead", uses, "direct:c"))
            .with(C, flow("c", "c"))
            .with(SQL, "select 2")
            .with(TEMPLATE, "name: thanks\nbody: x\n");
    assertThat(waiting(Map.of(A, WRONG))).isEqualTo(Map.of(A, "", SQL, A, B, A));
    // The flow was refused by an earlier save, and only the file that it uses was saved now.
    assertThat(waiting(Map.of(A, WRONG), Set.of(SQL))).isEqualTo(Map.of(A, ""));
  }

  @Test
  void aSharedFileThatBreaksAFlowIsToBlameAndNotTheFlow() {
    before =
        before
            .with(A, flow("a", "form.submitted", "kamelet:thank-action"))
            .with(TEST_A, test("a"))
            .with(B, flow("b", "odoo.crm.lead", "kamelet:thank-action"))
            .with(KAMELET, kamelet("effect:whatsapp-text"));
    after = before.with(KAMELET, kamelet("effect:drop")).with(C, flow("c", "c"));
    Map<String, Refused> refused = refused(Map.of(TEST_A, WRONG), Set.of(KAMELET, C));
    assertThat(refused).containsOnlyKeys(KAMELET);
    assertThat(requireNonNull(refused.get(KAMELET)).reason())
        .isEqualTo("it breaks " + TEST_A + ", which needs it: " + WRONG.text());
  }

  @Test
  void aRemovedFileThatAFlowStillNeedsIsToBlame() {
    before =
        before
            .with(A, flow("a", "form.submitted", "sql:classpath:sql/find.sql"))
            .with(SQL, "select 1");
    after = before.with(SQL, RouteFiles.NONE).with(B, flow("b", "odoo.crm.lead"));
    assertThat(waiting(Map.of(A, new Problem("there is no file \"sql/find.sql\"", true))))
        .isEqualTo(Map.of(SQL, ""));
  }

  @Test
  void aFixtureAloneIsToBlameForTheTestThatNamesIt() {
    String fixture = "tests/fixtures/a.json";
    before =
        before.with(A, flow("a", "form.submitted")).with(TEST_A, test("a")).with(fixture, "{}");
    after = before.with(fixture, "[]").with(B, flow("b", "odoo.crm.lead"));
    assertThat(waiting(Map.of(TEST_A, WRONG))).isEqualTo(Map.of(fixture, ""));
  }

  @Test
  void aRenamedFlowThatIsRefusedKeepsItsOldFile() {
    before = before.with(A, flow("lead", "odoo.crm.lead"));
    after = RouteFiles.NONE.with(B, flow("lead", "odoo.crm.lead", "direct:nowhere"));
    assertThat(waiting(Map.of(B, WRONG))).isEqualTo(Map.of(B, "", A, B));
  }

  @Test
  void anEventTypeMovesWithBothFlowsOrNotAtAll() {
    before = before.with(A, flow("a", "odoo.crm.lead")).with(B, flow("b", "form.submitted"));
    after =
        before
            .with(A, flow("a", "rdstation.conversion"))
            .with(B, flow("b", "odoo.crm.lead"))
            .with(C, flow("c", "c"));
    assertThat(waiting(Map.of(A, WRONG))).isEqualTo(Map.of(A, "", B, A));
    assertThat(waiting(Map.of(B, WRONG))).isEqualTo(Map.of(B, "", A, B));
  }

  @Test
  void aConnectorWaitsForItsKameletAndAFlowForItsConfiguration() {
    String connector = "connectors/acme.camel.yaml";
    String configuration = "configurations/retry.camel.yaml";
    after =
        after
            .with(KAMELET, kamelet("effect:whatsapp-text"))
            .with(connector, flow("connector-acme", "connector-acme", "kamelet:thank-action"))
            .with(configuration, "- routeConfiguration:\n    id: retry\n")
            .with(
                A,
                flow("a", "form.submitted")
                    .replace("id: a\n", "id: a\n    routeConfigurationId: retry\n"));
    assertThat(waiting(Map.of(KAMELET, WRONG))).isEqualTo(Map.of(KAMELET, "", connector, KAMELET));
    assertThat(waiting(Map.of(configuration, WRONG)))
        .isEqualTo(Map.of(configuration, "", A, configuration));
  }

  @Test
  void anErrorThatOnlyFollowsFromAnUnreadableFileIsNotTold() {
    Lint lint = Lint.ofTheHub();
    after =
        after
            .with(A, flow("a", "form.submitted", "direct:b"))
            .with(B, flow("b", "b").replace("steps:", "steps: ["))
            .with(C, flow("c", "odoo.crm.lead", "direct:b", "direct:nowhere"));
    Map<String, Problem> problems = new TreeMap<>();
    new LintCheck(() -> lint).problems(before, after, after.names()).forEach(problems::put);
    assertThat(problems).containsKeys(A, B, C);
    assertThat(waiting(problems)).isEqualTo(Map.of(B, "", A, B, C, ""));
  }

  @Test
  void whatNobodyCanBeBlamedForKeepsTheWholeSaveOut() {
    after = after.with(A, flow("a", "a")).with(B, flow("b", "b"));
    assertThat(refused(Map.of("flows", Problem.of("No flow")), Set.of()))
        .isEqualTo(Map.of(A, Refused.of("flows: No flow"), B, Refused.of("flows: No flow")));
  }
}
