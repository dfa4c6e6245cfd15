package dev.recado.authoring.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each code has a bad routes folder with its findings in {@code expected.txt}, and a good one. Both
 * use the hub's own Kamelets.
 */
class LintFixturesTest {

  /** Fixtures are short: these codes are checked in their own fixtures only. */
  private static final Set<String> IN_THEIR_OWN = Set.of("R026", "R048", "R049", "R050", "R061");

  private static final Path FIXTURES = Path.of("src/test/resources/lint");
  private static final Lint LINT = Lint.ofTheHub(name -> !name.contains(".unset"));

  @ParameterizedTest
  @EnumSource(Code.class)
  void theBadFolderHasTheExpectedFindings(Code code) throws IOException {
    List<String> expected = Files.readAllLines(FIXTURES.resolve(code.name() + "/expected.txt"));
    assertThat(findings(code, "bad")).containsExactlyElementsOf(expected);
    assertThat(expected).anyMatch(line -> line.contains(" " + code.name() + " "));
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void theGoodFolderHasNoFindings(Code code) throws IOException {
    assertThat(FIXTURES.resolve(code.name()).resolve("good")).isDirectory();
    assertThat(findings(code, "good")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void eachCodeIsExplained(Code code) throws IOException {
    String docs = Files.readString(Path.of("docs/lint.md"));
    assertThat(docs).contains("\n## " + code.name() + ": " + code.title() + "\n");
  }

  @Test
  void everyFixtureHasACode() throws IOException {
    try (Stream<Path> folders = Files.list(FIXTURES)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Stream.of(Code.values()).map(Code::name).toList());
    }
  }

  private static List<String> findings(Code code, String folder) throws IOException {
    return LINT.check(files(FIXTURES.resolve(code.name()).resolve(folder))).stream()
        .filter(one -> one.code().equals(code.name()) || !IN_THEIR_OWN.contains(one.code()))
        .map(Finding::toString)
        .toList();
  }

  private static RouteFiles files(Path folder) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    RouteFiles hub = RouteFolder.at(Path.of("routes")).read();
    hub.names("kamelets/*").forEach(name -> files.put(name, hub.bytes(name).orElseThrow()));
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        files.put(name, Files.readAllBytes(file));
      }
    }
    return RouteFiles.of(files);
  }
}
