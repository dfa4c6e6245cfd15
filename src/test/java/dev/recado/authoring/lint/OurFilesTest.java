package dev.recado.authoring.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files that the project ships have no findings. */
class OurFilesTest {

  private static final Lint LINT = Lint.ofTheHub();

  @Test
  void theRoutesFolderHasNoFindings() throws IOException {
    assertThat(LINT.check(routes()))
        // R026, a flow without a test, is not checked here.
        .filteredOn(finding -> !finding.code().equals("R026"))
        .isEmpty();
  }

  @Test
  void theExamplesInTheDocsHaveNoFindings() throws IOException {
    RouteFiles routes = routes();
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      List<Path> files =
          Stream.concat(Stream.of(Path.of("README.md")), docs)
              .filter(file -> file.toString().endsWith(".md"))
              .toList();
      assertThat(files).isNotEmpty();
      for (Path file : files) {
        assertThat(LINT.markdown(file.toString(), Files.readString(file), routes)).isEmpty();
      }
    }
  }

  @Test
  void aSecondCheckReadsNoFileAgainAndHasTheSameFindings() throws IOException {
    RouteFiles routes = routes();
    List<Document> first = LINT.documents(routes);
    assertThat(LINT.check(routes)).isEqualTo(LINT.check(routes));
    assertThat(LINT.documents(routes())).containsExactlyElementsOf(first);
  }

  private static RouteFiles routes() throws IOException {
    return RouteFolder.at(Path.of("routes")).read();
  }
}
