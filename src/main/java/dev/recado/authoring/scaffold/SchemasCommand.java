package dev.recado.authoring.scaffold;

import dev.recado.ground.launch.PackedJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code schemas}: writes the schemas for editors beside a routes folder. */
@Command(
    name = "schemas",
    description =
        "Writes JSON schemas from the Kamelets of a routes folder. Editors use them to complete and check files.",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 3)
public final class SchemasCommand implements Callable<Integer> {

  @Mixin private RoutesOption routes = new RoutesOption();

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description =
          "The folder to write to (default: schemas beside the routes folder, because flows refer to that folder).")
  private @Nullable Path to;

  @Option(
      names = "--check",
      description = "Writes nothing, and exits with 1 if a file is out of date.")
  private boolean check;

  @Option(
      names = "--kaoto",
      paramLabel = "FOLDER",
      description = "Instead adds the Kamelets to each Camel catalogue in this folder of Kaoto.")
  private @Nullable Path kaoto;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    try {
      Path folder = target(routes.with());
      if (kaoto != null) {
        List<String> names = KaotoCatalogue.addTo(kaoto, KameletShape.all(routes.read()));
        names.forEach(name -> spec.commandLine().getOut().println("added to " + name));
        return ExitCode.OK;
      }
      List<Path> changed = new ArrayList<>();
      for (Map.Entry<String, String> file : new Schemas(routes.read()).files().entrySet()) {
        Path path = folder.resolve(file.getKey());
        if (!same(path, file.getValue())) {
          changed.add(path);
          if (!check) {
            write(path, file.getValue());
          }
        }
      }
      return tell(folder, changed);
    } catch (RefusedException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private Path target(Path folder) {
    return to == null ? folder.toAbsolutePath().normalize().resolveSibling("schemas") : to;
  }

  private static boolean same(Path path, String text) throws IOException {
    return Files.exists(path) && Files.readString(path).equals(text);
  }

  /**
   * Moves the file into place, so that an editor that reads it meanwhile gets the old or the new
   * one.
   */
  private static void write(Path path, String text) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Path aside = path.resolveSibling("." + path.getFileName() + ".new");
    Files.write(aside, text.getBytes(StandardCharsets.UTF_8));
    Files.move(aside, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private int tell(Path folder, List<Path> changed) {
    var out = spec.commandLine().getOut();
    if (changed.isEmpty()) {
      out.println("The schemas in " + folder + " are up to date.");
      return ExitCode.OK;
    }
    changed.forEach(path -> out.println((check ? "not up to date: " : "wrote ") + path));
    if (check) {
      out.println("Write them with: " + PackedJar.command() + " schemas");
    }
    return check ? ExitCode.SOFTWARE : ExitCode.OK;
  }
}
