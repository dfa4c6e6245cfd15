package dev.recado.authoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The intent that {@code new intent} writes passes {@code lint} and {@code test} unchanged. */
@Tag("thorough")
class NewIntentsTest {

  @Test
  void aNewIntentIsFoundByTheClassifierAndAnsweredByItsFlow(@TempDir Path folder)
      throws IOException {
    Path routes = folder.resolve("routes");
    FileSystemUtils.copyRecursively(Path.of("routes"), routes);
    String before = Files.readString(routes.resolve("intents/flows.yaml"));

    assertThat(tool("new", "intent", "garantia-estendida", "--routes", routes.toString())).isZero();

    assertThat(routes.resolve("intents/flows.yaml"))
        .content()
        .contains("\n  garantia_estendida:\n    flow: garantia-estendida\n")
        .hasLineCount((int) before.lines().count() + 2);
    assertThat(tool("lint", routes.toString())).as("see what lint has printed").isZero();
    assertThat(tool("test", routes.resolve("tests/garantia-estendida.test.yaml").toString()))
        .isZero();
  }

  private static int tool(String... args) {
    return Tool.run(args);
  }
}
