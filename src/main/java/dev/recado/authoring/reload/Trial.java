package dev.recado.authoring.reload;

import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the changed files and leaves out those to blame, until the rest passes or nothing is left.
 *
 * <p>If no single file is to blame, all are. A shared file, such as a template, that was saved
 * together with a refused flow stays out with it: it may belong to that flow's new version.
 */
final class Trial {

  private static final Logger log = LoggerFactory.getLogger(Trial.class);
  private static final String FLOWS = "flows/";
  private static final String TESTS = "tests/";
  private static final String ALL_FLOWS = "flows/*.camel.yaml";

  private final Assembly assembly;
  private final List<Check> checks;
  private final RouteFiles running;
  private final RouteFiles folder;
  private final Set<String> together;
  private final Set<String> open;
  private final Map<String, String> refused = new TreeMap<>();
  private @Nullable Generation built;
  private boolean unchecked;

  /**
   * Prepares a trial.
   *
   * @param running the running files
   * @param folder the saved files
   * @param changed the names of the files in which they differ, as far as a running hub can load
   *     them
   * @param together the names of the files that were saved together just now
   */
  Trial(
      Assembly assembly,
      List<Check> checks,
      RouteFiles running,
      RouteFiles folder,
      Set<String> changed,
      Set<String> together) {
    this.assembly = assembly;
    this.checks = checks;
    this.running = running;
    this.folder = folder;
    this.together = together;
    this.open = new TreeSet<>(changed);
  }

  /** Returns the files that will run from now on. */
  RouteFiles outcome() {
    while (!open.isEmpty()) {
      RouteFiles candidate = running;
      for (String file : open) {
        candidate = candidate.with(file, folder);
      }
      Map<String, String> problems = look(candidate);
      if (problems.isEmpty()) {
        return candidate;
      }
      blame(problems);
    }
    return running;
  }

  /** A check may need a system that is away. A file that cannot be checked is not loaded. */
  private Map<String, String> look(RouteFiles candidate) {
    try {
      Map<String, String> problems = problems(candidate);
      return problems.isEmpty() ? build(candidate) : problems;
    } catch (RuntimeException e) {
      log.error("{} could not be checked", open, e);
      unchecked = true;
      return Map.of("It could not be checked", e + "; save it again to have it tried again");
    }
  }

  private Map<String, String> problems(RouteFiles candidate) {
    if (candidate.names(ALL_FLOWS).isEmpty() && !running.names(ALL_FLOWS).isEmpty()) {
      return Map.of("flows", "No flow would be left; every event would be parked");
    }
    for (Check check : checks) {
      Map<String, String> problems = check.problems(running, candidate, open);
      if (!problems.isEmpty()) {
        return problems;
      }
    }
    return Map.of();
  }

  private Map<String, String> build(RouteFiles candidate) {
    if (open.stream().allMatch(file -> file.startsWith(TESTS))) {
      return Map.of();
    }
    Generation next = assembly.build(candidate);
    if (next.broken().isEmpty() || brokenBefore(next.broken().keySet())) {
      built = next;
      return Map.of();
    }
    next.close();
    return next.broken();
  }

  /** The last good files may no longer run at a start, for example because a setting is gone. */
  private boolean brokenBefore(Set<String> broken) {
    if (broken.stream().anyMatch(open::contains)) {
      return false;
    }
    Generation before = assembly.build(running);
    before.close();
    return before.broken().keySet().containsAll(broken);
  }

  private void blame(Map<String, String> problems) {
    Map<String, String> blamed = new TreeMap<>(problems);
    blamed.keySet().retainAll(open);
    if (blamed.isEmpty()) {
      String all =
          problems.entrySet().stream()
              .map(problem -> problem.getKey() + ": " + problem.getValue())
              .collect(Collectors.joining("\n"));
      open.forEach(file -> blamed.put(file, all));
    }
    Set<String> flows = new TreeSet<>(blamed.keySet());
    flows.removeIf(file -> !file.startsWith(FLOWS) || !together.contains(file));
    if (!flows.isEmpty()) {
      open.stream()
          .filter(file -> together.contains(file) && !file.startsWith(FLOWS))
          .forEach(file -> blamed.putIfAbsent(file, "It was saved together with " + flows));
    }
    refused.putAll(blamed);
    open.removeAll(blamed.keySet());
  }

  /** The generation to run from now on; null if no file of routes was accepted. */
  @Nullable Generation built() {
    return built;
  }

  /** The names of the accepted files. */
  Set<String> taken() {
    return open;
  }

  /** The refused files, with the reasons. */
  Map<String, String> refused() {
    return refused;
  }

  /** Whether a check itself failed, so that the same bytes should be checked again. */
  boolean unchecked() {
    return unchecked;
  }
}
