package dev.recado.authoring.reload;

import dev.recado.authoring.flowtest.Examples;
import dev.recado.authoring.flowtest.Results;
import dev.recado.authoring.flowtest.Results.Result;
import dev.recado.spine.camel.RouteFiles;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Refuses a flow that fails its tests.
 *
 * <p>It runs the tests of a changed flow. If something shared has changed, such as a Kamelet or a
 * template, it runs the tests of all flows.
 */
final class TestCheck implements Check {

  private static final String TESTS = "tests/";
  private static final String TEST = ".test.yaml";
  private static final String FLOWS = "flows/";
  private static final String FLOW = ".camel.yaml";

  private final Examples examples;

  TestCheck(Examples examples) {
    this.examples = examples;
  }

  @Override
  public Map<String, String> problems(
      RouteFiles before, RouteFiles candidate, Set<String> changed) {
    Predicate<String> touched = touched(candidate, changed);
    if (candidate.names(TESTS + "*" + TEST).stream().noneMatch(touched)) {
      return Map.of();
    }
    Map<String, String> problems = new TreeMap<>();
    Results results;
    try {
      results = examples.run(candidate, touched);
    } catch (IllegalStateException e) {
      String why = "The tests could not be run: " + e.getMessage();
      changed.forEach(file -> problems.put(file, why));
      return problems;
    }
    for (Result failure : results.failures()) {
      problems.merge(
          blamed(failure.file(), changed), String.valueOf(failure.message()), TestCheck::both);
    }
    return problems;
  }

  private static String both(String first, String second) {
    return first + "\n" + second;
  }

  private static Predicate<String> touched(RouteFiles candidate, Set<String> changed) {
    boolean shared =
        changed.stream().anyMatch(file -> !file.startsWith(FLOWS) && !file.startsWith(TESTS));
    return test ->
        shared
            || changed.contains(test)
            || changed.contains(flow(test))
            || changed.stream().anyMatch(file -> names(candidate, test, file));
  }

  /** Whether a test uses that file. */
  private static boolean names(RouteFiles candidate, String test, String file) {
    return file.startsWith(TESTS + "fixtures/")
        && candidate.text(test).contains(file.substring(TESTS.length()));
  }

  /** The saved file is to blame: the flow before its test. */
  private static String blamed(String test, Set<String> changed) {
    return changed.contains(flow(test)) ? flow(test) : test;
  }

  private static String flow(String test) {
    return FLOWS + test.substring(TESTS.length(), test.length() - TEST.length()) + FLOW;
  }

  @Override
  public void close() {
    examples.close();
  }
}
