package dev.recado.authoring.scaffold;

import dev.recado.ground.launch.PackedJar;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code new routes}: copies the routes folder of the jar, to be changed. */
@Command(
    name = "routes",
    description =
        "Copies the flows, intents, texts and tests that come with the hub into a new routes folder, with the schemas for editors beside it.",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 3)
final class NewRoutesCommand implements Callable<Integer> {

  @Mixin private RoutesOption routes = new RoutesOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    try {
      Path folder = routes.folder();
      if (taken(folder)) {
        throw new RefusedException(
            "Nothing was written, because %s exists and is not empty. Move it away, or name another folder with --routes."
                .formatted(folder));
      }
      RouteFiles shipped = RouteFolder.shipped();
      NewFiles files = new NewFiles(folder.toAbsolutePath().resolveSibling("").normalize());
      shipped
          .names()
          .forEach(
              name ->
                  files.add(folder.getFileName() + "/" + name, shipped.bytes(name).orElseThrow()));
      for (Map.Entry<String, String> schema : new Schemas(shipped).files().entrySet()) {
        files.add("schemas/" + schema.getKey(), schema.getValue());
      }
      files.write();
      tell(folder, shipped);
      return ExitCode.OK;
    } catch (RefusedException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private static boolean taken(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isPresent();
    }
  }

  private void tell(Path folder, RouteFiles shipped) {
    spec.commandLine()
        .getOut()
        .println(
            """
            wrote %d files to %s, and the schemas for editors beside it

            Next:
              %s new flow greet-lead --event odoo.crm.lead
              %s     # runs %s; a saved file is taken in at once"""
                .formatted(
                    shipped.names().size(),
                    folder,
                    PackedJar.command(),
                    PackedJar.command(),
                    folder));
  }
}
