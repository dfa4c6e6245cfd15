package dev.recado.ground.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.ground.process.StartupProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The embedded PostgreSQL, as a tool beside the hub finds it. */
class PostgresHereTest {

  private final Path folder;

  PostgresHereTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private PostgresHere here() {
    StandardEnvironment settings = new StandardEnvironment();
    settings
        .getPropertySources()
        .addFirst(new MapPropertySource("test", Map.of("recado.data", folder.toString())));
    return PostgresHere.of(settings);
  }

  private static int asked(PostgresHere postgres) {
    return JdbcClient.create(postgres.source()).sql("select 1").query(Integer.class).single();
  }

  @Test
  void theServerOfARunningHubIsUsedAndOneIsStartedWithoutAHub() throws IOException {
    Path data = folder.resolve("postgres");
    // Unpacking the programs again would take some seconds.
    Files.createSymbolicLink(folder.resolve("bin"), TestServers.BINARIES);
    DataFolder hub = DataFolder.take(folder);
    PostgresServer server = PostgresServer.start(data, TestServers.BINARIES);
    try (PostgresHere postgres = here()) {
      assertThat(asked(postgres)).isEqualTo(1);
    }
    assertThat(Postmaster.of(data)).as("the hub's server runs on").isPresent();
    server.close();
    hub.close();

    try (PostgresHere postgres = here()) {
      assertThat(asked(postgres)).isEqualTo(1);
      assertThat(DataFolder.ifFree(folder)).as("no hub can start meanwhile").isEmpty();
    }
    assertThat(Postmaster.of(data)).isEmpty();
    try (DataFolder free = DataFolder.take(folder)) {
      assertThat(free.path()).isEqualTo(folder.toAbsolutePath());
    }
    Files.delete(folder.resolve("bin"));
  }

  @Test
  void aFolderWithoutDataIsNotFilled() {
    assertThatThrownBy(this::here)
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("There is no hub's data in " + folder);
    assertThat(folder).isEmptyDirectory();
  }
}
