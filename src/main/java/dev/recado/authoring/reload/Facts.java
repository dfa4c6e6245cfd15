package dev.recado.authoring.reload;

import dev.recado.authoring.lint.Finding;
import dev.recado.authoring.lint.Links;
import dev.recado.authoring.lint.Lint;
import dev.recado.spine.camel.RouteFiles;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What the files themselves say: what they need of each other, and of the hub's settings. */
interface Facts {

  /** The links between the files of a state of the folder. */
  Links links(RouteFiles files);

  /** The settings and credentials that files need and this hub lacks, by file name. */
  default Map<String, String> missing(RouteFiles files) {
    return Map.of();
  }

  /**
   * The facts for a running hub.
   *
   * @param lint is created only when files have changed
   * @param known whether a setting has a value in this hub
   */
  static Facts of(Supplier<Lint> lint, Predicate<String> known) {
    return new Facts() {
      @Override
      public Links links(RouteFiles files) {
        return lint.get().links(files);
      }

      @Override
      public Map<String, String> missing(RouteFiles files) {
        Map<String, String> missing = new TreeMap<>();
        for (Finding finding : Lint.missingSettings(files, known)) {
          missing.merge(finding.file(), finding.toString(), (one, another) -> one + "\n" + another);
        }
        return missing;
      }
    };
  }
}
