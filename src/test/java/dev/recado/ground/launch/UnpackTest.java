package dev.recado.ground.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recado.authoring.cli.Tool;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The cases in which {@code unpack} cannot do its work; PackedJarIT tests the others. */
class UnpackTest {

  private final Path folder;
  private final Unpacked unpacked;

  UnpackTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
    Path jar = this.folder.resolve("recado.jar");
    new JarOutputStream(Files.newOutputStream(jar)).close();
    this.unpacked = Objects.requireNonNull(Unpacked.of(jar));
  }

  @Test
  void onlyAPackedJarIsUnpacked() {
    assertThat(Tool.takes(new String[] {"unpack"})).isTrue();
    StringWriter told = new StringWriter();
    assertThat(new CommandLine(new UnpackCommand()).setErr(new PrintWriter(told)).execute())
        .isEqualTo(2);
    assertThat(told.toString()).contains("java -jar recado.jar unpack");
  }

  @Test
  void unpackLeavesAFolderAloneThatItDidNotMake() throws IOException {
    Path precious = Files.createDirectory(unpacked.folder()).resolve("precious");
    Files.writeString(precious, "data");
    try (Workplace workplace = Workplace.beside(unpacked)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> Extraction.of(unpacked, workplace))
          .withMessageContaining("was not made by unpack");
    }
    assertThat(precious).hasContent("data");
  }

  @Test
  void aFailedExtractionKeepsTheOldFolder() throws IOException {
    Files.createDirectory(unpacked.folder());
    Mark.of(unpacked.packed()).write(unpacked.mark());
    try (Workplace workplace = Workplace.beside(unpacked)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> Extraction.of(unpacked, workplace));
    }
    assertThat(unpacked.mark()).exists();
    assertThat(beside()).containsExactlyInAnyOrder("recado.jar", "recado", ".recado-unpack.lock");
  }

  @Test
  void aHubThatDoesNotStartIsReportedAndMakesNoArchive() throws IOException {
    Files.createDirectory(unpacked.folder());
    new JarOutputStream(Files.newOutputStream(unpacked.jar())).close();
    try (Workplace workplace = Workplace.beside(unpacked)) {
      assertThatExceptionOfType(TrainingException.class)
          .isThrownBy(() -> Training.of(unpacked, workplace))
          .withMessageContaining("ended with status 1 before it could become ready")
          .withMessageContaining(TrainingRun.class.getName());
    }
    assertThat(unpacked.archive()).doesNotExist();
  }

  @Test
  void theNextUnpackRemovesTheFilesOfAKilledOne() throws IOException {
    Path left = Files.createDirectories(folder.resolve(".recado-unpack-12/training/data"));
    Files.writeString(left.resolve("file"), "half");
    try (Workplace workplace = Workplace.beside(unpacked)) {
      assertThat(workplace.resolve("x").getParent()).isDirectory();
      assertThat(left).doesNotExist();
    }
    assertThat(beside()).containsExactlyInAnyOrder("recado.jar", ".recado-unpack.lock");
  }

  @Test
  void theNewFolderTakesThePlaceOfTheOld() throws IOException {
    Files.writeString(Files.createDirectory(unpacked.folder()).resolve("old"), "");
    try (Workplace workplace = Workplace.beside(unpacked)) {
      Path fresh = Files.createDirectory(workplace.resolve("fresh"));
      Files.writeString(fresh.resolve("new"), "");
      workplace.replace(unpacked.folder(), fresh);
    }
    assertThat(unpacked.folder()).isDirectoryContaining("glob:**/new");
    assertThat(unpacked.folder().resolve("old")).doesNotExist();
  }

  @Test
  void noSettingOfTheCallerReachesTheTraining() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "PATH", "/bin",
                "ODOO_URL", "https://odoo.example",
                "WAHA_API_KEY", "secret",
                "SPRING_APPLICATION_JSON", "{}",
                "RECADO_ENV_FILE", "production.env",
                "JAVA_TOOL_OPTIONS", "-javaagent:x.jar"));
    ChildJvm.clean(environment, Map.of("RECADO_ENV_FILE", "none"));
    assertThat(environment)
        .containsOnly(Map.entry("PATH", "/bin"), Map.entry("RECADO_ENV_FILE", "none"));
  }

  private List<String> beside() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }
}
