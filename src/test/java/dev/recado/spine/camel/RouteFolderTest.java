package dev.recado.spine.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFolderTest {

  private final Path folder;

  RouteFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private void save(String name) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), "x");
  }

  @Test
  void withoutAFolderTheFilesOfTheJarAreUsed() throws IOException {
    RouteFolder jar = RouteFolder.at(folder.resolve("nowhere"));
    assertThat(jar.path()).isEmpty();
    assertThat(jar.read().names())
        .contains(
            "flows/opt-out.camel.yaml",
            "kamelets/wait.kamelet.yaml",
            "sql/client-by-odoo-partner.sql",
            "tests/opt-out.test.yaml");
    assertThat(jar.stamp()).isEqualTo(jar.stamp());
  }

  @Test
  void missingPartsComeFromTheJarButNotTheTestsOfOtherFlows() throws IOException {
    save("flows/mine.camel.yaml");
    RouteFiles files = RouteFolder.at(folder).read();
    assertThat(files.names("flows/*")).containsExactly("flows/mine.camel.yaml");
    assertThat(files.names("tests/**")).isEmpty();
    assertThat(files.names("kamelets/*")).isNotEmpty();
    assertThat(files.names("templates/*")).isNotEmpty();
  }

  @Test
  void aMissingFileOfTheIntentsComesFromTheJar() throws IOException {
    save("intents/business.yaml");
    RouteFiles files = RouteFolder.at(folder).read();
    assertThat(files.text("intents/business.yaml")).isEqualTo("x");
    assertThat(files.text("intents/pt-BR.yaml")).contains("intents:");
  }

  @Test
  void aFileOfTheIntentsThatVanishesIsNotReplacedByTheJars() throws IOException {
    save("intents/business.yaml");
    RouteFolder read = RouteFolder.at(folder);
    read.read();
    Files.delete(folder.resolve("intents/business.yaml"));
    assertThat(read.read().bytes("intents/business.yaml")).isEmpty();
  }

  @Test
  void extraFilesOfEditorsAndKubernetesAreIgnored() throws IOException {
    save("flows/mine.camel.yaml");
    save("flows/.mine.camel.yaml.swp");
    save("flows/mine.camel.yaml~");
    save("flows/..2026_12_01/mine.camel.yaml");
    save("tests/fixtures/mine.json");
    RouteFiles files = RouteFolder.at(folder).read();
    assertThat(files.names("flows/**")).containsExactly("flows/mine.camel.yaml");
    assertThat(files.names("tests/**")).containsExactly("tests/fixtures/mine.json");
  }
}
