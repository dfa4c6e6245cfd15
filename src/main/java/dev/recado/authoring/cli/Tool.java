package dev.recado.authoring.cli;

import dev.recado.authoring.flowtest.TestCommand;
import dev.recado.authoring.lint.LintCommand;
import dev.recado.authoring.scaffold.NewCommand;
import dev.recado.authoring.scaffold.SchemasCommand;
import dev.recado.ground.launch.UnpackCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The hub's tools; {@code java -jar recado.jar <tool>} runs one instead of the hub. */
@Command(
    name = "recado",
    description = "A WhatsApp integration hub. Without a command it starts.",
    mixinStandardHelpOptions = true,
    subcommands = {
      LintCommand.class,
      TestCommand.class,
      NewCommand.class,
      SchemasCommand.class,
      UnpackCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Tool {

  private Tool() {}

  /**
   * Tells whether the arguments ask for a tool. A word that is none of them does, too: picocli says
   * which there are. The hub itself takes only options.
   *
   * @param args the arguments of the process
   * @return false if the hub itself should start
   */
  public static boolean takes(String[] args) {
    return args.length > 0
        && (!args[0].startsWith("-") || args[0].equals("--help") || args[0].equals("-h"));
  }

  /**
   * Runs a tool to its end.
   *
   * @param args the arguments of the process
   * @param more commands of rooms above this one, beside the tools named here
   * @return the exit code
   */
  public static int run(String[] args, Object... more) {
    CommandLine line = new CommandLine(new Tool());
    for (Object command : more) {
      line.addSubcommand(command);
    }
    return line.execute(args);
  }
}
