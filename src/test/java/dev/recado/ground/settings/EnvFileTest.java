package dev.recado.ground.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recado.ground.process.StartupProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The settings of a {@code .env} file. */
class EnvFileTest {

  private final Path folder;

  EnvFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "A=1 | 1",
        "A = 1 | 1",
        "export A=1 | 1",
        "A= | ~~",
        "A=\"\" | ~~",
        "A=a=b== | a=b==",
        "A=postgres://u:p%40@h/db?x=y#z | postgres://u:p%40@h/db?x=y#z",
        "A=se#cret | se#cret",
        "A=secret # not this | secret",
        "A=\"se # cret\" # not this | se # cret",
        "A='se # cret' | se # cret",
        "A='it is $HOME \\n' | it is $HOME \\n",
        "A=a$b | a$b",
        "A=\"say \\\"oi\\\" \\\\ \\$5\" | say \"oi\" \\ $5",
        "A=São Paulo | São Paulo",
      })
  void aValueIsReadLikeInCompose(String line, String value) {
    EnvFile file = EnvFile.of(line + "\n");
    assertThat(file.unreadable()).isEmpty();
    assertThat(file.values()).containsExactly(Map.entry("A", value));
  }

  @Test
  void commentsEmptyLinesAByteOrderMarkAndWindowsLineEndsAreAccepted() {
    EnvFile file = EnvFile.of("\uFEFFA=1\r\n\r\n# B=2\r\n  # C=3\r\nD='4'\r\nA=5\r\n");
    assertThat(file.unreadable()).isEmpty();
    assertThat(file.values()).isEqualTo(Map.of("A", "5", "D", "4"));
  }

  @Test
  void aQuotedValueMayTakeSeveralLines() {
    EnvFile file = EnvFile.of("A=\"one\ntwo\\nthree\"\nB='x\n# y'\nC=1");
    assertThat(file.values()).isEqualTo(Map.of("A", "one\ntwo\nthree", "B", "x\n# y", "C", "1"));
  }

  @Test
  void linesThatSetNothingAreReportedByNumberWithoutTheirText() {
    EnvFile file = EnvFile.of("A=1\nsecret without a name\nB=\"never closed\nC=2\nD='a' b\n");
    assertThat(file.unreadable()).isEqualTo(List.of(2, 3, 5));
    assertThat(file.values()).isEqualTo(Map.of("A", "1", "C", "2"));
  }

  @Test
  void theRealEnvironmentHasPrecedenceOverTheFile() throws IOException {
    StandardEnvironment environment = environment(Map.of("PORT", "1"));
    EnvFiles.add(environment, write("PORT=2\nWAHA_SESSION=loja\nRECADO_FLOW_SHOP=Centro"));
    assertThat(environment.getProperty("PORT")).isEqualTo("1");
    assertThat(environment.getProperty("WAHA_SESSION")).isEqualTo("loja");
    assertThat(Binder.get(environment).bind("recado.flow.shop", String.class).get())
        .isEqualTo("Centro");
  }

  @Test
  void theFirstExistingFileCounts() throws IOException {
    Path file = write("A=1");
    assertThat(EnvFiles.found(List.of(folder.resolve("none"), file))).contains(file);
    assertThat(EnvFiles.found(List.of(folder.resolve("none"), folder))).isEmpty();
  }

  @Test
  void aLinkToAnOwnFileIsRead() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), write("A=1"));
    StandardEnvironment environment = environment(Map.of());
    EnvFiles.add(environment, link);
    assertThat(environment.getProperty("A")).isEqualTo("1");
  }

  @Test
  void aFileThatAnybodyCanWriteIsRefused() throws IOException {
    Path file = write("A=1");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    refused(file, "chmod 600");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2 hunter2", "A='hunter2"})
  void aRefusalNamesTheFileAndShowsNoneOfItsContent(String text) throws IOException {
    refused(write(text), "NAME=value");
  }

  @Test
  void aFileThatIsNotInUtf8IsRefused() throws IOException {
    Path file = folder.resolve(".env");
    Files.write(file, "A=São".getBytes(StandardCharsets.ISO_8859_1));
    refused(file, "UTF-8");
  }

  private static void refused(Path file, String remedy) {
    assertThatExceptionOfType(StartupProblem.class)
        .isThrownBy(() -> EnvFiles.add(environment(Map.of()), file))
        .withMessageContaining(file.toString())
        .satisfies(e -> assertThat(e.remedy()).contains(remedy))
        .satisfies(e -> assertThat(e + e.remedy()).doesNotContain("hunter2"));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve(".env"), text);
  }

  private static StandardEnvironment environment(Map<String, Object> real) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, real));
    return environment;
  }
}
