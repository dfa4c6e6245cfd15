package dev.recado.authoring.flowtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The results of tests.
 *
 * @param cases the cases in the order of their runs: by file name, then by place in the file
 * @param steps all steps of the flows whose tests were run
 */
public record Results(List<Result> cases, List<Step> steps) {

  /**
   * The result of one case.
   *
   * @param file the test file, relative to the routes folder
   * @param name the name of the case
   * @param line the line of the case, or of its unmet expectation; from 1
   * @param column the column of the same place; from 1
   * @param message {@code file:line:column name: expected … but …}, with both lists below it; null
   *     if it passed
   * @param took how long it ran
   * @param reached the ids of the steps that it went through
   */
  public record Result(
      String file,
      String name,
      int line,
      int column,
      @Nullable String message,
      Duration took,
      Set<String> reached) {

    /**
     * Tells whether the case passed.
     *
     * @return true if all was as expected
     */
    public boolean passed() {
      return message == null;
    }
  }

  /**
   * A step of a flow.
   *
   * @param id its full id in the hub
   * @param place such as {@code routes/flows/x.camel.yaml:12:9}
   * @param reached whether any case went through it
   */
  public record Step(String id, String place, boolean reached) {}

  /**
   * Tells whether all cases passed.
   *
   * @return true if none failed, also if there are no cases
   */
  public boolean passed() {
    return cases.stream().allMatch(Result::passed);
  }

  /**
   * Returns the failed cases.
   *
   * @return the cases in their order
   */
  public List<Result> failures() {
    return cases.stream().filter(one -> !one.passed()).toList();
  }

  /**
   * Returns the steps that no case went through.
   *
   * @return the steps in the order of their files
   */
  public List<Step> unreached() {
    return steps.stream().filter(step -> !step.reached()).toList();
  }

  static Results of(List<Result> cases, Steps steps, Set<String> flowFiles) {
    Set<String> reached = new TreeSet<>();
    cases.forEach(one -> reached.addAll(one.reached()));
    List<Step> all = new ArrayList<>();
    for (String file : flowFiles) {
      steps
          .of(file)
          .forEach(
              step ->
                  all.add(
                      new Step(step.id(), step.spot().toString(), reached.contains(step.id()))));
    }
    return new Results(List.copyOf(cases), List.copyOf(all));
  }
}
