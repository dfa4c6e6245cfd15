package dev.recado.authoring.flowtest;

import dev.recado.ground.embedded.ScratchPostgres;
import dev.recado.spine.camel.RouteFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code recado test}: runs the tests of flows. */
@Command(
    name = "test",
    description = "Runs the tests of flows: routes/tests/*.test.yaml.",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 3,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all cases passed",
      "1:a case failed",
      "2:wrong use, or a PATH that does not exist",
      "3:the tests could not be run"
    })
public final class TestCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "PATH",
      description =
          "A test file, a flow file (its tests), or a routes folder. Default: all tests of"
              + " RECADO_ROUTES, else of ./routes.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--routes", paramLabel = "FOLDER", description = "The same as a PATH.")
  private @Nullable Path folder;

  @Option(
      names = "--watch",
      description = "Runs the tests again that a saved file affects; Ctrl+C ends it.")
  private boolean watch;

  @Option(names = "--coverage", description = "Shows the steps that no case reached.")
  private boolean coverage;

  @Option(names = "--junit", paramLabel = "FILE", description = "Writes the results as JUnit XML.")
  private @Nullable Path junit;

  @Spec private @Nullable CommandSpec spec;

  /** Created by picocli. */
  public TestCommand() {}

  @Override
  public Integer call() throws Exception {
    List<Path> chosen = new ArrayList<>(paths);
    if (folder != null) {
      chosen.add(folder);
    }
    Selection selection = Selection.of(chosen, System.getenv());
    for (String missing : selection.missing()) {
      err().println(missing);
    }
    if (!selection.missing().isEmpty()) {
      return 2;
    }
    quiet();
    try (ScratchPostgres postgres = ScratchPostgres.start();
        Examples examples =
            Examples.on(postgres.jdbcUrl(), postgres.username(), postgres.password())) {
      if (watch) {
        new Watch(selection, tests -> play(examples, selection, tests), out()).run();
        return 0;
      }
      Results results = play(examples, selection, selection::takes);
      return results.passed() && !results.cases().isEmpty() ? 0 : 1;
    }
  }

  private Results play(Examples examples, Selection selection, Predicate<String> which)
      throws IOException {
    RouteFiles files = selection.read();
    Report report = new Report(out());
    Results results = examples.run(files, which, report::tell);
    report.end(results);
    if (coverage) {
      report.coverage(results);
    }
    if (junit != null) {
      JunitXml.write(results, junit);
    }
    return results;
  }

  /**
   * Lets only unexpected errors through. The results already hold what the hub would log of a run.
   */
  private static void quiet() {
    LoggingSystem logging = LoggingSystem.get(TestCommand.class.getClassLoader());
    logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private PrintWriter err() {
    return spec().commandLine().getErr();
  }

  private CommandSpec spec() {
    return java.util.Objects.requireNonNull(spec, "picocli sets it");
  }
}
