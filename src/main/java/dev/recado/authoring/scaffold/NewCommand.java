package dev.recado.authoring.scaffold;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code new flow} and {@code new connector}: write files to start from, which pass lint and test.
 */
@Command(
    name = "new",
    description = "Writes a flow or a connector to start from, with everything that belongs to it.",
    mixinStandardHelpOptions = true,
    subcommands = {NewFlowCommand.class, NewConnectorCommand.class})
public final class NewCommand implements Runnable {

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        java.util.Objects.requireNonNull(spec).commandLine(),
        "Write what you want: new flow, new connector");
  }
}
