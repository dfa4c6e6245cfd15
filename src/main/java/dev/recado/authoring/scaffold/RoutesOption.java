package dev.recado.authoring.scaffold;

import dev.recado.ground.launch.PackedJar;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option for the routes folder. The default is the folder that the hub would read. */
final class RoutesOption {

  @Option(
      names = "--routes",
      paramLabel = "FOLDER",
      defaultValue = "${env:RECADO_ROUTES:-./routes}",
      description = "The routes folder (RECADO_ROUTES, else ./routes).")
  private Path folder = Path.of("routes");

  /**
   * Returns the folder, which must have each part that is written into.
   *
   * @throws RefusedException if the folder or a part is missing: a new part with one file would
   *     hide all files of that part in the jar
   */
  Path with(String... parts) {
    if (!Files.isDirectory(folder)) {
      throw new RefusedException(
          "There is no folder %s. Run this in the folder that holds routes/, name it with --routes or RECADO_ROUTES, or make one: %s new routes"
              .formatted(folder, PackedJar.command()));
    }
    for (String part : parts) {
      if (!Files.isDirectory(folder.resolve(part))) {
        throw new RefusedException(
            "%s has no folder %s, so the hub takes those of its jar; with a folder of one file it would have only that one. For a copy of all of them: %s new routes, into a new folder. For none of them, make an empty folder %s, and run this again."
                .formatted(folder, part, PackedJar.command(), folder.resolve(part)));
      }
    }
    return folder();
  }

  /** The folder as people see it: without a leading dot. */
  Path folder() {
    return folder.normalize();
  }

  RouteFiles read() throws IOException {
    return RouteFolder.at(folder).read();
  }
}
