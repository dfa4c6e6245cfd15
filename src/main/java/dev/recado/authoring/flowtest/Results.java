package dev.recado.authoring.flowtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What tests came to.
 *
 * @param cases in the order they were run: files by name, cases as they stand in them
 * @param steps all steps of the flows whose tests were run
 */
public record Results(List<Result> cases, List<Step> steps) {

  /**
   * What one case came to.
   *
   * @param file of tests, relative to the routes folder
   * @param name of the case
   * @param line where the case, or what is not met in it, stands; from 1
   * @param column the same; from 1
   * @param message {@code file:line:column name: expected … but …}, with both lists below it; null
   *     where it passed
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
     * Tells whether all was as expected.
     *
     * @return true where it was
     */
    public boolean passed() {
      return message == null;
    }
  }

  /**
   * A step of a flow.
   *
   * @param id as the hub knows it
   * @param place {@code routes/flows/x.camel.yaml:12:9}
   * @param reached whether any case went through it
   */
  public record Step(String id, String place, boolean reached) {}

  /**
   * Tells whether all cases passed.
   *
   * @return true where none failed, also where there was none
   */
  public boolean passed() {
    return cases.stream().allMatch(Result::passed);
  }

  /**
   * Picks the cases that failed.
   *
   * @return in order
   */
  public List<Result> failures() {
    return cases.stream().filter(one -> !one.passed()).toList();
  }

  /**
   * Picks the steps that no case went through.
   *
   * @return in the order of their files
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
