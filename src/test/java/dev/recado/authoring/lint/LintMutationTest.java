package dev.recado.authoring.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** After any change of the shipped files, lint still answers, at a place that exists. */
@Tag("thorough")
class LintMutationTest {

  /** What ends a line of YAML (YAML 1.2.2, section 5.4); a return alone does, too. */
  private static final String LINE_BREAK = "\r\n|[\r\n]";

  private static final Lint LINT = Lint.ofTheHub();
  private static final RouteFiles ROUTES = routes();
  private static final JsonSchema CAMEL = camel();

  private static RouteFiles routes() {
    try {
      return RouteFolder.at(Path.of("routes")).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonSchema camel() {
    try (InputStream in = LintMutationTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(ROUTES.names());
  }

  @Provide
  Arbitrary<String> flows() {
    return Arbitraries.of(ROUTES.names("flows/*"));
  }

  @Property(tries = 150)
  void aFileCutAnywhereIsAnswered(
      @ForAll("names") String name, @ForAll @IntRange(max = 9999) int at) {
    byte[] bytes = ROUTES.bytes(name).orElseThrow();
    answered(name, Arrays.copyOf(bytes, bytes.length * at / 9999));
  }

  @Property(tries = 150)
  void aFileWithAnotherByteIsAnswered(
      @ForAll("names") String name, @ForAll @IntRange(max = 9999) int at, @ForAll byte other) {
    byte[] bytes = ROUTES.bytes(name).orElseThrow().clone();
    bytes[(bytes.length - 1) * at / 9999] = other;
    answered(name, bytes);
  }

  @Example
  void aReturnAloneEndsALineLikeInYaml() {
    String name = "connectors/crm.camel.yaml";
    byte[] bytes = ROUTES.bytes(name).orElseThrow().clone();
    int written = ROUTES.text(name).split(LINE_BREAK, -1).length;
    bytes[(bytes.length - 1) * 9786 / 9999] = '\r';
    assertThat(answered(name, bytes))
        .filteredOn(finding -> finding.file().equals(name))
        .extracting(Finding::line)
        .containsExactly(written + 1);
  }

  @Property(tries = 150)
  void aFileThatLostALineIsAnsweredAndNothingThatCamelsSchemaRefusesIsPassed(
      @ForAll("flows") String name, @ForAll @IntRange(max = 9999) int at) {
    List<String> lines = new ArrayList<>(ROUTES.text(name).lines().toList());
    lines.remove((lines.size() - 1) * at / 9999);
    String text = String.join("\n", lines) + "\n";
    List<Finding> findings = answered(name, text.getBytes(StandardCharsets.UTF_8));
    if (refused(text)) {
      assertThat(findings)
          .as(text)
          .anyMatch(finding -> finding.code().equals("R001") || finding.code().equals("R002"));
    }
  }

  @Property(tries = 150)
  void aFileWithAnotherIndentationIsAnsweredLikewise(
      @ForAll("flows") String name, @ForAll @IntRange(max = 9999) int at) {
    List<String> lines = new ArrayList<>(ROUTES.text(name).lines().toList());
    int index = (lines.size() - 1) * at / 9999;
    lines.set(index, "  " + lines.get(index));
    String text = String.join("\n", lines) + "\n";
    List<Finding> findings = answered(name, text.getBytes(StandardCharsets.UTF_8));
    if (refused(text)) {
      assertThat(findings)
          .as(text)
          .anyMatch(finding -> finding.code().equals("R001") || finding.code().equals("R002"));
    }
  }

  private static boolean refused(String text) {
    return tree(text).map(tree -> !CAMEL.validate(tree).isEmpty()).orElse(true);
  }

  private static Optional<JsonNode> tree(String text) {
    try {
      Object loaded = new Load(LoadSettings.builder().build()).loadFromString(text);
      return Optional.of(new ObjectMapper().valueToTree(loaded));
    } catch (YamlEngineException e) {
      return Optional.empty();
    }
  }

  private static List<Finding> answered(String name, byte[] bytes) {
    Map<String, byte[]> files = new TreeMap<>();
    ROUTES.names().forEach(n -> files.put(n, ROUTES.bytes(n).orElseThrow()));
    files.put(name, bytes);
    List<Finding> findings = LINT.check(RouteFiles.of(files));
    int lines = new String(bytes, StandardCharsets.UTF_8).split(LINE_BREAK, -1).length;
    assertThat(findings)
        .filteredOn(finding -> finding.file().equals(name))
        .allMatch(finding -> finding.line() >= 1 && finding.line() <= lines)
        .allMatch(finding -> finding.column() >= 1 && !finding.message().isBlank());
    return findings;
  }
}
