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

  @Test
  void linksOutOfTheFolderAreNamedAndNotRead() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(outside.resolve("shadow"), "the secret");
    Path routes = Files.createDirectories(folder.resolve("routes"));
    Files.createDirectories(routes.resolve("tests/fixtures"));
    Files.createDirectories(routes.resolve("flows"));
    Files.createSymbolicLink(
        routes.resolve("tests/fixtures/s.txt"), Path.of("../../../secrets/shadow"));
    Files.createSymbolicLink(routes.resolve("flows/all"), outside);
    Files.writeString(routes.resolve("flows/mine.camel.yaml"), "x");
    RouteFolder read = RouteFolder.at(routes);
    RouteFiles files = read.read();
    assertThat(files.outside()).containsExactlyInAnyOrder("tests/fixtures/s.txt", "flows/all");
    assertThat(files.text("tests/fixtures/s.txt")).isEqualTo(RouteFiles.OUTSIDE);
    assertThat(files.names("flows/**")).containsExactly("flows/all", "flows/mine.camel.yaml");
    assertThat(RouteFiles.NONE.with("flows/all", files).outside()).containsExactly("flows/all");
    assertThat(read.stamp()).isEqualTo(read.stamp());
  }

  @Test
  void linksWithinTheFolderAndToItAreFollowed() throws IOException {
    Path mounted = Files.createDirectories(folder.resolve("mounted"));
    Files.createDirectories(mounted.resolve("flows/..2026_12_01"));
    Files.writeString(mounted.resolve("flows/..2026_12_01/mine.camel.yaml"), "x");
    Files.createSymbolicLink(mounted.resolve("flows/..data"), Path.of("..2026_12_01"));
    Files.createSymbolicLink(
        mounted.resolve("flows/mine.camel.yaml"), Path.of("..data/mine.camel.yaml"));
    Path routes = Files.createSymbolicLink(folder.resolve("routes"), mounted);
    RouteFiles files = RouteFolder.at(routes).read();
    assertThat(files.text("flows/mine.camel.yaml")).isEqualTo("x");
    assertThat(files.names("flows/**")).containsExactly("flows/mine.camel.yaml");
    assertThat(files.outside()).isEmpty();
  }
}
