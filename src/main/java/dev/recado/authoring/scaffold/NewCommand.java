package dev.recado.authoring.scaffold;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code new routes}, {@code new flow}, {@code new intent}, {@code new step}, {@code new source}
 * and {@code new connector}: write files to start from, which pass lint and test.
 */
@Command(
    name = "new",
    description =
        "Writes a flow, an intent, a step of a chatbot, a source of webhooks or a connector to start from, with everything that belongs to it.",
    mixinStandardHelpOptions = true,
    subcommands = {
      NewRoutesCommand.class,
      NewFlowCommand.class,
      NewIntentCommand.class,
      NewStepCommand.class,
      NewSourceCommand.class,
      NewConnectorCommand.class
    })
public final class NewCommand implements Runnable {

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        java.util.Objects.requireNonNull(spec).commandLine(),
        "Write what you want: new routes, new flow, new intent, new step, new source, new connector");
  }
}
