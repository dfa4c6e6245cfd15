package dev.recado.authoring.scaffold;

import dev.recado.chat.intent.PlainText;
import dev.recado.ground.launch.PackedJar;
import dev.recado.spine.camel.RouteFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code new intent}: writes an intent's phrases, its row, and a flow that answers it. */
@Command(
    name = "intent",
    description = {
      "Writes an intent for you to change: phrases of customers, the flow that answers them, and its test.",
      "It passes lint and test as it is. A running hub takes it in without a restart."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 3)
final class NewIntentCommand implements Callable<Integer> {

  private static final String PHRASES = "intents/pt-BR.yaml";
  private static final String FLOWS = "intents/flows.yaml";

  @Parameters(
      paramLabel = "NAME",
      description =
          "What customers write about, in their words, such as entrega or garantia-estendida.")
  private String given = "";

  @Mixin private RoutesOption routes = new RoutesOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    try {
      Name name = Name.of(given.replace('_', '-'));
      Path folder = routes.with("flows");
      RouteFiles files = routes.read();
      check(name, new TakenRoutes(files));
      tell(name, files(folder, name, files).write());
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
                  "A route '%s' is in %s already. Take another name, or write the intent's phrases and row by hand (docs/conversations.md, \"A new intent\")."
                      .formatted(name.text(), routes.folder().resolve(file)));
            });
  }

  private NewFiles files(Path folder, Name name, RouteFiles files) {
    Map<String, String> values =
        Map.of("name", name.text(), "intent", intent(name), "words", words(name));
    List<String> phrases = phrases(intent(name), ownPhrases(files, values));
    return new NewFiles(folder)
        .add("tests/" + name.text() + ".test.yaml", Blueprints.fill("intent/test.yaml", values))
        .add(
            "flows/" + name.text() + ".camel.yaml",
            Blueprints.fill("intent/flow.camel.yaml", values))
        .change(PHRASES, added(files, PHRASES, intent(name), phrases))
        .change(
            FLOWS,
            added(
                files, FLOWS, intent(name), List.of(intent(name) + ":", "  flow: " + name.text())));
  }

  private static String intent(Name name) {
    return name.text().replace('-', '_');
  }

  private static String words(Name name) {
    return name.text().replace('-', ' ');
  }

  private MapText map(RouteFiles files, String file) {
    return MapText.of(routes.folder().resolve(file).toString(), files.text(file), "intents");
  }

  private String added(RouteFiles files, String file, String intent, List<String> entry) {
    MapText map = map(files, file);
    if (map.names().contains(intent)) {
      throw new RefusedException(
          "The intent '%s' is in %s already. Take another name."
              .formatted(intent, routes.folder().resolve(file)));
    }
    return map.with(entry);
  }

  /** A phrase stands under one intent only. */
  private List<String> ownPhrases(RouteFiles files, Map<String, String> values) {
    Map<String, String> taken = map(files, PHRASES).texts(PlainText::fold);
    List<String> own = new ArrayList<>();
    Blueprints.fill("intent/phrases.txt", values)
        .lines()
        .forEach(
            phrase -> {
              String other = taken.get(PlainText.fold(phrase));
              if (other == null) {
                own.add(phrase);
              } else {
                spec.commandLine()
                    .getErr()
                    .println(
                        "note: the phrase %s stands under %s, and is left out here; if customers mean the new intent by it, move it"
                            .formatted(phrase, other));
              }
            });
    return own;
  }

  private static List<String> phrases(String intent, List<String> own) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "# made up by `new intent`: write in their place what your customers write, some dozens of phrases");
    lines.add(intent + ":");
    own.forEach(phrase -> lines.add("  - " + phrase));
    return lines;
  }

  private void tell(Name name, List<Path> written) {
    PrintWriter out = spec.commandLine().getOut();
    written.forEach(file -> out.println("wrote " + file));
    Path test = routes.folder().resolve("tests/" + name.text() + ".test.yaml");
    out.println(
        """

        Next:
          1. %s: below %s, write what your customers write.
          2. %s: write the answer, and in %s what it is.
          3. %s: say in a line what %s means, if you use an LLM.
          %s lint %s
          %s test %s
        A running hub learns the intent by itself, within a minute; GET /api/flows says when, or why not."""
            .formatted(
                routes.folder().resolve(PHRASES),
                intent(name),
                routes.folder().resolve("flows/" + name.text() + ".camel.yaml"),
                test,
                routes.folder().resolve("intents/prompt.md"),
                intent(name),
                PackedJar.command(),
                routes.folder(),
                PackedJar.command(),
                test));
  }
}
