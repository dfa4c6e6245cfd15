package dev.recado.authoring.scaffold;

import dev.recado.ground.launch.PackedJar;
import dev.recado.systems.source.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code new source}: writes a source of webhooks. */
@Command(
    name = "source",
    description = {
      "Writes a source of webhooks for you to change: who posts, how the sender proves itself, and which events its webhooks are.",
      "With --preset it is a well-known sender, such as github, shopify or mercadopago."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 3)
final class NewSourceCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      description =
          "The name of the source and its file, such as shop. The sender posts to /webhooks/<NAME>.")
  private String given = "";

  @Option(
      names = "--preset",
      paramLabel = "SENDER",
      description = "A well-known sender: ${COMPLETION-CANDIDATES}.",
      completionCandidates = PresetNames.class)
  private @Nullable String preset;

  @Mixin private RoutesOption routes = new RoutesOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The names of the presets, for the help. */
  static final class PresetNames implements Iterable<String> {

    /** Created by picocli. */
    PresetNames() {}

    @Override
    public java.util.Iterator<String> iterator() {
      return SourceFile.presets().iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    try {
      Name name = Name.of(given);
      Path folder = routes.with();
      tell(name, write(folder, name));
      return ExitCode.OK;
    } catch (RefusedException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private SourceFile write(Path folder, Name name) throws IOException {
    Set<String> presets = SourceFile.presets();
    if (preset != null && !presets.contains(preset)) {
      throw new RefusedException(
          "There is no preset '%s'. There are: %s. For another sender leave --preset out and describe its proof in the file."
              .formatted(preset, String.join(", ", presets)));
    }
    String file = SourceFile.FOLDER + name.text() + ".yaml";
    Map<String, String> values =
        Map.of(
            "name", name.text(),
            "title", name.title(),
            "preset", preset == null ? "" : preset,
            "variable", SourceFile.variable(name.text()));
    String text =
        Blueprints.fill(preset == null ? "source/source.yaml" : "source/preset.yaml", values);
    SourceFile source = SourceFile.read(file, text);
    if (!source.problems().isEmpty()) {
      throw new RefusedException(source.problems().get(0).message() + ".");
    }
    new NewFiles(folder).add(file, text).write();
    return source;
  }

  private void tell(Name name, SourceFile source) {
    Path file = routes.folder().resolve(SourceFile.FOLDER + name.text() + ".yaml");
    String type = source.types().keySet().stream().findFirst().orElse(name.text() + ".<kind>");
    spec.commandLine()
        .getOut()
        .println(
            """
            wrote %s

            Next:
              %s lint %s
              %s new flow %s-answer --event %s
              %s=change-me %s    # the sender's secret; on 127.0.0.1 without a provider it is "dev"
            A hub that runs takes a saved file in at once, with the secret that it was started with. The sender posts to %s."""
                .formatted(
                    file,
                    PackedJar.command(),
                    file,
                    PackedJar.command(),
                    name.text(),
                    type,
                    SourceFile.variable(name.text()),
                    PackedJar.command(),
                    source.path().orElseThrow()));
  }
}
