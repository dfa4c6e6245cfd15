package dev.recado.authoring.reload;

import dev.recado.spine.camel.RouteFiles;
import java.util.Map;
import java.util.Set;

/** A check that a saved file must pass before it runs. */
interface Check extends AutoCloseable {

  /**
   * Checks a state of the folder that does not run yet.
   *
   * @param before the files that run
   * @param candidate the files that should run
   * @param changed the names of the files in which they differ
   * @return problems by the name of the file to blame; empty if there are none, or none that did
   *     not exist before
   */
  Map<String, Problem> problems(RouteFiles before, RouteFiles candidate, Set<String> changed);

  /**
   * Counts the test files that {@link #problems} would run now.
   *
   * @param before the files that run
   * @param candidate the files that should run
   * @param changed the names of the files in which they differ
   * @return 0 for a check without tests
   */
  default int tests(RouteFiles before, RouteFiles candidate, Set<String> changed) {
    return 0;
  }

  @Override
  default void close() {}
}
