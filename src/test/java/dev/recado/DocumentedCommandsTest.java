package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of the documents work with a hub on any port. */
class DocumentedCommandsTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```[a-z]*\n(.*?)^```");
  private static final String WHERE = "RECADO_URL=${RECADO_URL:-http://127.0.0.1:8080}";

  @ParameterizedTest
  @MethodSource("documents")
  void everyCallGoesToTheHubThatTheReaderNames(Path document) {
    assertThat(blocks(document).stream().flatMap(String::lines))
        .filteredOn(line -> !line.equals(WHERE))
        .noneMatch(line -> line.split("#", 2)[0].contains("http://127.0.0.1:8080"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theFirstCallOfADocumentSaysWhereTheHubIs(Path document) {
    assertThat(blocks(document).stream().filter(block -> block.contains("$RECADO_URL")).limit(1))
        .allSatisfy(block -> assertThat(block).contains(WHERE));
  }

  private static List<String> blocks(Path document) {
    try {
      return BLOCK
          .matcher(Files.readString(document))
          .results()
          .map(DocumentedCommandsTest::body)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String body(MatchResult block) {
    return block.group(1);
  }

  private static Stream<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      return Stream.concat(
              Stream.of(Path.of("README.md")),
              docs.filter(file -> file.toString().endsWith(".md")).toList().stream())
          .sorted();
    }
  }
}
