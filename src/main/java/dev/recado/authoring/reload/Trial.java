package dev.recado.authoring.reload;

import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RouteFolder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the changed files and leaves out those to blame and those that wait for them, until the
 * rest passes or nothing is left.
 *
 * <p>If no single file is to blame, all are. {@link Blame} finds the files.
 */
final class Trial {

  private static final Logger log = LoggerFactory.getLogger(Trial.class);
  private static final String TESTS = "tests/";
  private static final String ALL_FLOWS = "flows/*.camel.yaml";

  private final Assembly assembly;
  private final List<Check> checks;
  private final Facts facts;
  private final RouteFiles running;
  private final RouteFiles folder;
  private final Set<String> together;
  private final Set<String> open;
  private final Map<String, Refused> refused = new TreeMap<>();
  private @Nullable Generation built;
  private boolean unchecked;
  private int looks;

  /**
   * Prepares a trial.
   *
   * @param facts what the files say of each other and of settings
   * @param running the running files
   * @param folder the saved files
   * @param changed the names of the files in which they differ, as far as a running hub can load
   *     them
   * @param together the names of the files that were saved together just now
   */
  Trial(
      Assembly assembly,
      List<Check> checks,
      Facts facts,
      RouteFiles running,
      RouteFiles folder,
      Set<String> changed,
      Set<String> together) {
    this.assembly = assembly;
    this.checks = checks;
    this.facts = facts;
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
      looks++;
      Map<String, Problem> problems = look(candidate);
      if (problems.isEmpty()) {
        return candidate;
      }
      blame(candidate, problems);
    }
    return running;
  }

  /** A check may need a system that is away. A file that cannot be checked is not loaded. */
  private Map<String, Problem> look(RouteFiles candidate) {
    try {
      Map<String, Problem> problems = problems(candidate);
      return problems.isEmpty() ? build(candidate) : problems;
    } catch (RuntimeException e) {
      log.error("{} could not be checked", open, e);
      unchecked = true;
      return Map.of(
          "It could not be checked", Problem.of(e + "; save it again to have it tried again"));
    }
  }

  private Map<String, Problem> problems(RouteFiles candidate) {
    if (candidate.names(ALL_FLOWS).isEmpty() && !running.names(ALL_FLOWS).isEmpty()) {
      return Map.of("flows", Problem.of("No flow would be left; every event would be parked"));
    }
    for (String file : open) {
      if (RouteFolder.NEEDED.contains(file) && candidate.bytes(file).isEmpty()) {
        return Map.of(
            file,
            Problem.of(
                "The file is gone. Put it back, or a copy of the one that came with the hub"));
      }
    }
    for (Check check : checks) {
      Map<String, Problem> problems = check.problems(running, candidate, open);
      if (!problems.isEmpty()) {
        return problems;
      }
    }
    return Map.of();
  }

  private Map<String, Problem> build(RouteFiles candidate) {
    if (open.stream().allMatch(file -> file.startsWith(TESTS))) {
      return Map.of();
    }
    Generation next = assembly.build(candidate).settled();
    if (next.broken().isEmpty() || brokenBefore(next.broken().keySet())) {
      built = next;
      return Map.of();
    }
    next.close();
    Map<String, Problem> problems = new TreeMap<>();
    next.broken().forEach((file, why) -> problems.put(file, Problem.of(why)));
    return problems;
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

  private void blame(RouteFiles candidate, Map<String, Problem> problems) {
    Blame blame = new Blame(facts.links(running), facts.links(candidate), open, together);
    Map<String, Refused> blamed = blame.of(problems);
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
  Map<String, Refused> refused() {
    return refused;
  }

  /** How often a state of the folder was linted, tested and built. */
  int looks() {
    return looks;
  }

  /** Whether a check itself failed, so that the same bytes should be checked again. */
  boolean unchecked() {
    return unchecked;
  }
}
