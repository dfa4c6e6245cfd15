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

/** {@code new step}: writes a step of a chatbot and its test. */
@Command(
    name = "step",
    description = {
      "Writes a step of a chatbot for you to change: a flow that asks and reads the answer, and its test.",
      "It passes lint and test as it is. Add it to a chatbot with POST /api/chatbots/{id}/steps."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 3)
final class NewStepCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      description = "The name of the step, its file and its route, such as forma-de-pagamento.")
  private String given = "";

  @Mixin private RoutesOption routes = new RoutesOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    try {
      Name name = Name.of(given.replace('_', '-'));
      Path folder = routes.with("flows");
      check(name, new TakenRoutes(routes.read()));
      tell(name, files(folder, name).write());
      return ExitCode.OK;
    } catch (RefusedException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private void check(Name name, TakenRoutes taken) {
    taken
        .withId(name.text())
        .or(() -> taken.listeningOn(name.text()))
        .ifPresent(
            file -> {
              throw new RefusedException(
                  "A route '%s' is in %s already. Take another name."
                      .formatted(name.text(), routes.folder().resolve(file)));
            });
  }

  private static NewFiles files(Path folder, Name name) {
    Map<String, String> values =
        Map.of(
            "name", name.text(),
            "code", code(name),
            "fact", fact(name),
            "words", name.text().replace('-', ' '));
    return new NewFiles(folder)
        .add("tests/" + name.text() + ".test.yaml", Blueprints.fill("step/test.yaml", values))
        .add(
            "flows/" + name.text() + ".camel.yaml",
            Blueprints.fill("step/flow.camel.yaml", values));
  }

  private static String code(Name name) {
    return name.text().replace('-', '_');
  }

  /** A name of a variable has no hyphens. */
  private static String fact(Name name) {
    StringBuilder fact = new StringBuilder();
    for (String word : List.of(name.text().split("-"))) {
      fact.append(
          fact.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return fact.toString();
  }

  private void tell(Name name, List<Path> written) {
    PrintWriter out = spec.commandLine().getOut();
    written.forEach(file -> out.println("wrote " + file));
    Path test = routes.folder().resolve("tests/" + name.text() + ".test.yaml");
    out.println(
        """

        Next:
          %1$s lint %2$s
          %1$s test %3$s --watch     # and change the question and what it does with the answer
        Add it to a chatbot: POST /api/chatbots/{id}/steps {"codigo": "%4$s", "handler": "%5$s"}"""
            .formatted(
                PackedJar.command(),
                routes.folder().resolve("flows/" + name.text() + ".camel.yaml"),
                test,
                code(name),
                name.text()));
  }
}
