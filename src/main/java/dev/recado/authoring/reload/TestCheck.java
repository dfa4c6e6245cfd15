package dev.recado.authoring.reload;

import dev.recado.authoring.flowtest.Examples;
import dev.recado.authoring.flowtest.Results;
import dev.recado.authoring.flowtest.Results.Result;
import dev.recado.authoring.lint.Links;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.systems.source.SourceFile;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Refuses a flow that fails its tests.
 *
 * <p>It runs the tests that a change can reach: those of a changed flow, of flows that call it,
 * read a changed SQL file or use a new file, and the tests of all flows if something shared has
 * changed, such as a Kamelet. A template is shared, too: the hub and the flows choose most of them
 * by a computed name. A shared file that every case of a test replaces by that of its sample
 * company does not reach the test. A test that passed in the look before and that nothing has
 * reached since is not run again.
 */
final class TestCheck implements Check {

  private static final String TESTS = "tests/";
  private static final String TEST = ".test.yaml";
  private static final String FLOWS = "flows/";
  private static final String FLOW = ".camel.yaml";
  private static final String SQL = "sql/";

  /** A change of these reaches only the tests that {@link Links} finds. */
  private static final List<String> NOT_SHARED = List.of(FLOWS, TESTS, SQL, SourceFile.FOLDER);

  private final Examples examples;
  private final Facts facts;
  private RouteFiles last = RouteFiles.NONE;
  private Set<String> passed = Set.of();

  TestCheck(Examples examples, Facts facts) {
    this.examples = examples;
    this.facts = facts;
  }

  @Override
  public Map<String, Problem> problems(
      RouteFiles before, RouteFiles candidate, Set<String> changed) {
    Links of = facts.links(candidate);
    Set<String> due = reached(of, before, candidate, changed);
    Set<String> known = new TreeSet<>(passed);
    known.removeIf(touched(of, last, candidate, last.differences(candidate)));
    known.retainAll(due);
    due.removeAll(known);
    if (due.isEmpty()) {
      return Map.of();
    }
    Map<String, Problem> problems = new TreeMap<>();
    Results results;
    try {
      results = examples.run(candidate, due::contains);
    } catch (IllegalStateException e) {
      Problem why = Problem.of("The tests could not be run: " + e.getMessage());
      changed.forEach(file -> problems.put(file, why));
      return problems;
    }
    last = candidate;
    passed = known;
    passed.addAll(due);
    for (Result failure : results.failures()) {
      passed.remove(failure.file());
      problems.merge(
          blamed(failure.file(), changed),
          Problem.of(String.valueOf(failure.message())),
          (first, second) -> first.and(second.text()));
    }
    return problems;
  }

  @Override
  public int tests(RouteFiles before, RouteFiles candidate, Set<String> changed) {
    return reached(facts.links(candidate), before, candidate, changed).size();
  }

  private static Set<String> reached(
      Links of, RouteFiles before, RouteFiles candidate, Set<String> changed) {
    Set<String> tests = new TreeSet<>(candidate.names(TESTS + "*" + TEST));
    tests.removeIf(touched(of, before, candidate, changed).negate());
    return tests;
  }

  private static Predicate<String> touched(
      Links links, RouteFiles before, RouteFiles candidate, Set<String> changed) {
    Set<String> shared = new TreeSet<>(changed);
    shared.removeIf(file -> NOT_SHARED.stream().anyMatch(file::startsWith));
    shared.retainAll(before.names());
    return test ->
        changed.contains(test)
            || changed.contains(flow(test))
            || !Collections.disjoint(links.reach(test), changed)
            || !shared.isEmpty() && !Examples.replaced(test, candidate).containsAll(shared);
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
