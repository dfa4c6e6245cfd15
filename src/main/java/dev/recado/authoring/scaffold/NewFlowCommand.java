package dev.recado.authoring.scaffold;

import dev.recado.ground.launch.PackedJar;
import dev.recado.systems.source.SourceFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code new flow}: writes a flow, its test and the test's fixture. */
@Command(
    name = "flow",
    description = {
      "Writes a flow for you to change. It passes lint and test as it is.",
      "With --event the flow takes that event. Without it, the flow is a sub-flow that other flows call by direct:<name>."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 3)
final class NewFlowCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      description = "The name of the flow, its file and its route, such as order-confirmed.")
  private String given = "";

  @Option(
      names = "--event",
      paramLabel = "TYPE",
      description = "The event type it takes, such as odoo.crm.lead.")
  private @Nullable String event;

  @Mixin private RoutesOption routes = new RoutesOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    try {
      Name name = Name.of(given);
      List<SourceFile> sources = SourceFile.all(routes.read());
      String type = event == null ? name.text() : EventType.known(event, sources);
      Path folder = routes.with("flows");
      check(name, type);
      tell(name, files(folder, name, type, EventType.source(type, sources)).write());
      return ExitCode.OK;
    } catch (RefusedException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private void check(Name name, String type) throws IOException {
    TakenRoutes taken = new TakenRoutes(routes.read());
    taken
        .unreadable()
        .forEach(
            (file, reason) ->
                spec.commandLine().getErr().println("note: " + file + " is not YAML: " + reason));
    taken
        .withId(name.text())
        .ifPresent(
            file -> {
              throw new RefusedException(
                  "A route '%s' is in %s already. Take another name."
                      .formatted(name.text(), routes.folder().resolve(file)));
            });
    taken
        .listeningOn(type)
        .ifPresent(
            file -> {
              throw new RefusedException(taken(name, type, routes.folder().resolve(file)));
            });
  }

  private static String taken(Name name, String type, Path file) {
    return """
        %s takes %s already, and two flows cannot both listen on direct:%s.
        Either change that flow, or make a sub-flow:
          %s new flow %s
        and call it there where it belongs:
          - to:
              id: %s
              uri: direct:%s"""
        .formatted(file, type, type, PackedJar.command(), name.text(), name.text(), name.text());
  }

  private NewFiles files(Path folder, Name name, String type, String source) {
    String blueprint = "flow/" + (event == null ? "sub-flow" : EventType.blueprint(type)) + "/";
    Map<String, String> values =
        Map.of(
            "name", name.text(), "event", type, "model", EventType.model(type), "source", source);
    NewFiles files = new NewFiles(folder);
    for (String ending : List.of("json", "form")) {
      if (Blueprints.has(blueprint + "fixture." + ending) && !inTheTest(blueprint, source)) {
        files.add(
            "tests/fixtures/" + name.text() + "." + ending,
            EventType.fixture(blueprint, ending, type));
      }
    }
    return files
        .add(
            "tests/" + name.text() + ".test.yaml", Blueprints.fill(blueprint + "test.yaml", values))
        .add(
            "flows/" + name.text() + ".camel.yaml",
            Blueprints.fill(blueprint + "flow.camel.yaml", values));
  }

  /** The event of a source whose webhooks may look differently stands in the test itself. */
  private static boolean inTheTest(String blueprint, String source) {
    return blueprint.equals("flow/any-source/") && source.isEmpty();
  }

  private void tell(Name name, List<Path> written) {
    PrintWriter out = spec.commandLine().getOut();
    written.forEach(file -> out.println("wrote " + file));
    String test = routes.folder().resolve("tests").resolve(name.text() + ".test.yaml").toString();
    out.println(
        """

        Next:
          %1$s lint %2$s
          %1$s test %3$s
          %1$s test %3$s --watch     # and change the flow"""
            .formatted(
                PackedJar.command(),
                routes.folder().resolve("flows").resolve(name.text() + ".camel.yaml"),
                test));
    if (event == null) {
      out.println(
          "No flow calls it yet: add a step `to: {id: %s, uri: direct:%s}` where it belongs."
              .formatted(name.text(), name.text()));
    }
  }
}
