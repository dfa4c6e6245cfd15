package dev.recado.authoring.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recado.spine.flow.EventTypes;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that {@code new} writes pass {@code lint} and {@code test} unchanged. */
class NewFlowsTest {

  private static final Path BLUEPRINTS = Path.of("src/main/resources/blueprints/flow");

  private Path routes;

  /** Copies Kamelets, SQL, templates and the like, but no flow that already takes an event. */
  @BeforeEach
  void copyAllButTheFlows(@TempDir Path folder) throws IOException {
    routes = folder.resolve("routes");
    Path from = Path.of("routes");
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            Path name = from.relativize(file);
            boolean takesEvents =
                name.startsWith("flows")
                    && EventTypes.all().keySet().stream()
                        .map(type -> "uri: direct:" + type + "\n")
                        .anyMatch(Files.readString(file)::contains);
            if (!takesEvents && !name.startsWith("tests") && !name.startsWith("intents")) {
              Path to = routes.resolve(name.toString());
              Files.createDirectories(to.getParent());
              Files.copy(file, to);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Files.createDirectories(routes.resolve("intents"));
    Files.copy(Path.of("routes/intents/flows.yaml"), routes.resolve("intents/flows.yaml"));
  }

  @Test
  void aFlowOfEveryEventPassesLintAndTestAsItIs() throws IOException {
    try (Stream<Path> folders = Files.list(BLUEPRINTS)) {
      for (Path folder : folders.sorted().toList()) {
        String type = folder.getFileName().toString();
        if (type.contains(".")) {
          make("flow", "first-" + type.replace('.', '-'), "--event", type);
        }
      }
    }
    make("flow", "first-of-a-model", "--event", "odoo.stock.picking");
    make("flow", "first-of-a-record", "--event", "kommo.task.added");
    make("flow", "first-sub-flow");
    make("connector", "firstgateway");
    assumeTrue(Tool.takes(new String[] {"lint"}) && Tool.takes(new String[] {"test"}));
    assertThat(Tool.run(lintOf(written()))).as("see what lint has printed").isZero();
    assertThat(Tool.run(new String[] {"test", routes.toString()})).isZero();
  }

  private void make(String... what) {
    String[] args =
        Stream.of(Stream.of("new"), Stream.of(what), Stream.of("--routes", routes.toString()))
            .flatMap(part -> part)
            .toArray(String[]::new);
    assertThat(Tool.run(args)).as(String.join(" ", args)).isZero();
  }

  private static String[] lintOf(List<Path> files) {
    assertThat(files).isNotEmpty();
    return Stream.concat(Stream.of("lint"), files.stream().map(Path::toString))
        .toArray(String[]::new);
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> files = Files.walk(routes)) {
      return files.filter(file -> file.getFileName().toString().startsWith("first")).toList();
    }
  }
}
