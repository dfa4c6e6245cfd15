package dev.recado.authoring.reload;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.authoring.lint.Lint;
import dev.recado.ground.process.StartupProblem;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.RouteFolder;
import dev.recado.spine.camel.RoutePart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;

/** A start refuses the same files as a save. */
class FirstRoutesTest {

  private static final String A = "flows/asks.camel.yaml";
  private static final Lint LINT = Lint.ofTheHub();
  private static final Path BAD = Path.of("src/test/resources/authors");

  private final Memory memory = new Memory();
  private static final String BUSINESS = "intents/business.yaml";

  private final Path folder;

  FirstRoutesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static String good(String words) {
    return """
    - route:
        id: asks
        description: Says something
        nodePrefixId: asks-
        from:
          id: in
          uri: direct:form.submitted
          steps:
            - log:
                id: say
                message: %s
    """
        .formatted(words);
  }

  private void save(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    // With all parts in the folder, none is taken from the jar.
    for (String part : RouteFolder.PARTS) {
      Files.createDirectories(folder.resolve(part));
    }
    Files.writeString(path, text);
  }

  private FirstRoutes.Start start(Check... later) throws IOException {
    return start((context, files) -> Map.of(), later);
  }

  private FirstRoutes.Start start(RoutePart part, Check... later) throws IOException {
    GenericApplicationContext spring = new GenericApplicationContext();
    spring.refresh();
    List<Check> lint = List.of(new LintCheck(() -> LINT));
    FirstRoutes.Start start =
        new FirstRoutes(
                RouteFolder.at(folder),
                new Assembly(spring, List.of(part)),
                memory,
                lint,
                later.length == 0 ? lint : List.of(later),
                LINT::links,
                true)
            .load();
    start.generation().close();
    return start;
  }

  @Test
  void aFirstStartLeavesABadFileOut() throws IOException {
    save(A, good("oi"));
    for (String bad : List.of("asks-settings", "asks-file")) {
      save("flows/" + bad + ".camel.yaml", Files.readString(BAD.resolve(bad + ".camel.yaml")));
    }
    FirstRoutes.Start start = start();
    assertThat(start.generation().routes()).containsOnlyKeys(A);
    assertThat(start.refused())
        .containsOnlyKeys("flows/asks-file.camel.yaml", "flows/asks-settings.camel.yaml");
    assertThat(requireNonNull(start.refused().get("flows/asks-settings.camel.yaml")).reason())
        .contains("flows/asks-settings.camel.yaml:14:24 error R040");
    assertThat(requireNonNull(start.refused().get("flows/asks-file.camel.yaml")).reason())
        .contains("flows/asks-file.camel.yaml:12:21 error R040");
    assertThat(memory.read().names()).contains(A).doesNotContain("flows/asks-file.camel.yaml");
  }

  @Test
  void theLastGoodVersionOfARefusedFileRuns() throws IOException {
    save(A, good("um"));
    start();
    save(A, good("${sysenv.PATH}"));
    FirstRoutes.Start start = start();
    assertThat(start.refused()).containsOnlyKeys(A);
    assertThat(requireNonNull(start.refused().get(A)).reason()).contains(":11:22 error R040");
    assertThat(start.running().text(A)).contains("um");
    assertThat(start.generation().routes()).containsKey(A);
    assertThat(memory.read().text(A)).contains("um");

    save(A, good("dois"));
    assertThat(start().refused()).isEmpty();
    assertThat(memory.read().text(A)).contains("dois");
  }

  @Test
  void afterAChangeOfTheIntentsTheHubStartsWithWhatRanLast() throws IOException {
    save(A, good("um"));
    start();
    save(BUSINESS, "nome: Casa Nova");
    save(A, good("dois"));
    FirstRoutes.Start start = start();
    assertThat(start.running().text(A)).contains("um");
    assertThat(start.running().text(BUSINESS)).contains("Casa Modelo");
    assertThat(start.refused()).isEmpty();
    // What the folder holds is looked at after the start, as if it had been saved then.
    assertThat(start.unchecked()).isTrue();
    assertThat(start.offered().text(BUSINESS)).contains("Casa Nova");
  }

  @Test
  void intentsThatNeverRanAndCannotBeUsedStopTheStart() throws IOException {
    save(BUSINESS, "ramo: x");
    assertThatThrownBy(() -> start((context, files) -> Map.of(BUSINESS, "it has no 'nome'")))
        .isInstanceOf(StartupProblem.class)
        .hasMessage(BUSINESS + " cannot be used: it has no 'nome'");
  }

  @Test
  void anUnchangedFileIsNotCheckedAgain() throws IOException {
    save(A, good("um"));
    start();
    Check never =
        (before, candidate, changed) -> {
          throw new AssertionError("nothing has changed");
        };
    assertThat(start(never).refused()).isEmpty();
    Check tests = (before, candidate, changed) -> Map.of(A, Problem.of("a test fails"));
    save(A, good("dois"));
    FirstRoutes.Start start = start(tests);
    assertThat(start.refused()).containsEntry(A, Refused.of("a test fails"));
    assertThat(start.running().text(A)).contains("um");
  }

  @Test
  void aFileThatIsDeletedWhileNoHubRunsIsGone() throws IOException {
    save(A, good("um"));
    save(
        "flows/other.camel.yaml",
        good("dois").replace("asks", "other").replace("form.submitted", "rdstation.conversion"));
    start();
    Files.delete(folder.resolve(A));
    FirstRoutes.Start start = start();
    assertThat(start.refused()).isEmpty();
    assertThat(memory.read().names()).doesNotContain(A);
  }
}
