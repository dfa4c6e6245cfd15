package dev.recado.authoring.flowtest;

import dev.recado.spine.camel.RouteFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Runs tests again when a file is saved on which they depend. */
final class Watch {

  private static final String FLOW = ".camel.yaml";

  /**
   * The folder is polled, because not every file system reports changes and the folder is small.
   */
  private static final Duration LOOK_EVERY = Duration.ofMillis(300);

  private final Selection selection;
  private final Play play;
  private final PrintWriter out;
  private final Map<String, Set<String>> flowsOf = new HashMap<>();

  /** Runs the tests that a predicate takes. */
  interface Play {
    Results run(Predicate<String> tests) throws IOException;
  }

  Watch(Selection selection, Play play, PrintWriter out) {
    this.selection = selection;
    this.play = play;
    this.out = out;
  }

  void run() throws IOException, InterruptedException {
    Path path = selection.path();
    RouteFiles seen = selection.read();
    remember(play.run(selection::takes), seen);
    tellWaiting(path);
    while (path != null && !Thread.currentThread().isInterrupted()) {
      Thread.sleep(LOOK_EVERY.toMillis());
      RouteFiles now = settled(seen);
      Set<String> saved = now.differences(seen);
      if (!saved.isEmpty()) {
        seen = now;
        out.println("\nSaved: " + String.join(", ", saved));
        Predicate<String> touched = touched(saved, now, flowsOf);
        remember(play.run(test -> selection.takes(test) && touched.test(test)), now);
        tellWaiting(path);
      }
    }
  }

  private void tellWaiting(@org.jspecify.annotations.Nullable Path path) {
    out.println(
        path == null ? "The routes in the jar do not change." : "Waiting for a save below " + path);
    out.flush();
  }

  /** Editors write in two steps. A file that looks the same twice is complete. */
  private RouteFiles settled(RouteFiles seen) throws InterruptedException {
    RouteFiles before = read(seen);
    while (!before.equals(seen)) {
      Thread.sleep(LOOK_EVERY.toMillis() / 3);
      RouteFiles again = read(before);
      if (again.equals(before)) {
        break;
      }
      before = again;
    }
    return before;
  }

  /** A file that is being renamed is missing for a moment. */
  private RouteFiles read(RouteFiles otherwise) {
    try {
      return selection.read();
    } catch (IOException beingWritten) {
      return otherwise;
    }
  }

  private void remember(Results results, RouteFiles files) {
    Steps steps = Steps.in(files);
    results.cases().forEach(one -> flowsOf.remove(one.file()));
    for (Results.Result one : results.cases()) {
      Set<String> flows = flowsOf.computeIfAbsent(one.file(), test -> new HashSet<>());
      one.reached().forEach(id -> steps.step(id).ifPresent(step -> flows.add(step.spot().file())));
    }
  }

  /**
   * A test depends on its own file, its flow, and the flows that it went through. All tests depend
   * on every other file.
   */
  static Predicate<String> touched(
      Set<String> saved, RouteFiles files, Map<String, Set<String>> flowsOf) {
    Set<String> tests = new HashSet<>();
    for (String file : saved) {
      if (file.endsWith(TestFile.ENDING)) {
        tests.add(file);
      } else if (file.startsWith("flows/") && file.endsWith(FLOW)) {
        tests.add(TestFile.of(file.substring("flows/".length(), file.length() - FLOW.length())));
        flowsOf.forEach(
            (test, flows) -> {
              if (flows.contains(file)) {
                tests.add(test);
              }
            });
      } else if (file.startsWith("tests/")) {
        naming(file, files, tests);
      } else {
        return test -> true;
      }
    }
    return tests::contains;
  }

  /** Finds the tests that name a fixture, or a folder of fixtures that it is in. */
  private static void naming(String file, RouteFiles files, Set<String> tests) {
    for (String path = file; path.contains("/"); path = path.substring(0, path.lastIndexOf('/'))) {
      String fixture = path.substring(TestFile.FOLDER.length());
      if (!fixture.equals("fixtures")) {
        files.names("tests/*" + TestFile.ENDING).stream()
            .filter(test -> files.text(test).contains(fixture))
            .forEach(tests::add);
      }
    }
  }
}
