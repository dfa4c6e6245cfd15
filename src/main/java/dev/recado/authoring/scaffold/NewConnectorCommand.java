package dev.recado.authoring.scaffold;

import dev.recado.ground.launch.PackedJar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code new connector}: writes a Kamelet that sends WhatsApp texts through a gateway, and its
 * route.
 */
@Command(
    name = "connector",
    description =
        "Writes a Kamelet that sends WhatsApp texts through a gateway's HTTP API, and the route that binds it.",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 3)
final class NewConnectorCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "The connector's name, one word such as acme.")
  private String given = "";

  @Mixin private RoutesOption routes = new RoutesOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    try {
      Name name = word(Name.of(given));
      Path folder = routes.with("kamelets", "connectors");
      new TakenRoutes(routes.read())
          .listeningOn("connector-" + name.text())
          .ifPresent(
              file -> {
                throw new RefusedException(
                    "There is a connector '%s' in %s already. Take another name."
                        .formatted(name.text(), routes.folder().resolve(file)));
              });
      tell(name, files(folder, name).write());
      return ExitCode.OK;
    } catch (RefusedException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.USAGE;
    }
  }

  /**
   * Environment variables have no hyphens, so the settings of a connector with two words could not
   * be set there.
   */
  private static Name word(Name name) {
    if (name.text().contains("-")) {
      throw new RefusedException(
          "A connector's name is one word, because variables such as RECADO_CONNECTOR_%s_URL contain it; did you mean '%s'?"
              .formatted(name.variable().replace("_", ""), name.text().replace("-", "")));
    }
    return name;
  }

  private static NewFiles files(Path folder, Name name) {
    Map<String, String> values =
        Map.of("name", name.text(), "title", name.title(), "variable", name.variable());
    return new NewFiles(folder)
        .add(
            "kamelets/" + name.text() + "-sink.kamelet.yaml",
            Blueprints.fill("connector/sink.kamelet.yaml", values))
        .add(
            "connectors/" + name.text() + ".camel.yaml",
            Blueprints.fill("connector/connector.camel.yaml", values));
  }

  private void tell(Name name, List<Path> written) {
    PrintWriter out = spec.commandLine().getOut();
    written.forEach(file -> out.println("wrote " + file));
    out.println(
        """

        Next:
          %1$s lint %2$s
          %1$s schemas --routes %2$s     # so that editors know the new Kamelet
          RECADO_FLOW_WHATSAPPCONNECTOR=%3$s RECADO_OUTBOX_CONNECTORS_%4$s_CONCURRENCY=4 RECADO_CONNECTOR_%4$s_URL=http://127.0.0.1:9000 %1$s    # the gateway's address"""
            .formatted(PackedJar.command(), routes.folder(), name.text(), name.variable()));
  }
}
