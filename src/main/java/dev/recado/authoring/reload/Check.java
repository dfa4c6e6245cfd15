package dev.recado.authoring.reload;

import dev.recado.spine.camel.RouteFiles;
import java.util.Map;
import java.util.Set;

/** Something that a saved file must pass before it runs. */
interface Check extends AutoCloseable {

  /**
   * Looks at a state of the folder that does not run yet.
   *
   * @param before what runs
   * @param candidate what is to run
   * @param changed the names in which they differ
   * @return what is wrong, by the name of the file to blame; empty where nothing is, or nothing
   *     that was not wrong before
   */
  Map<String, String> problems(RouteFiles before, RouteFiles candidate, Set<String> changed);

  @Override
  default void close() {}
}
