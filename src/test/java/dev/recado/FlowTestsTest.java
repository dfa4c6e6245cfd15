package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.authoring.flowtest.Examples;
import dev.recado.authoring.flowtest.Results;
import dev.recado.ground.embedded.TestServers;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tests in routes/tests, with one JUnit test for each case; see docs/testing.md. */
@Tag("thorough")
class FlowTestsTest {

  private static RouteFiles files;
  private static Results results;

  @BeforeAll
  static void run() throws IOException {
    files = RouteFolder.at(Path.of("routes")).read();
    try (Examples examples =
        Examples.on(TestServers.jdbcUrl(), TestServers.USER, TestServers.password())) {
      results = examples.run(files, test -> true);
    }
  }

  @TestFactory
  Stream<DynamicTest> cases() {
    return results.cases().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.file() + ": " + one.name(),
                    Path.of("routes", one.file()).toUri(),
                    () -> assertThat(one.passed()).as(() -> one.message()).isTrue()));
  }

  @Test
  void everyFlowHasATest() {
    List<String> flows =
        files.names("flows/*.camel.yaml").stream()
            .map(flow -> flow.replaceFirst("flows/(.*)\\.camel\\.yaml", "tests/$1.test.yaml"))
            .toList();
    assertThat(files.names("tests/*.test.yaml")).containsExactlyElementsOf(flows);
  }

  @Test
  void everyStepOfEveryFlowIsReachedByACase() {
    assertThat(results.unreached()).isEmpty();
  }
}
