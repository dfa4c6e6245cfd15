package dev.recado.authoring.reload;

import static java.util.Objects.requireNonNull;

import dev.recado.authoring.lint.Links;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the files to blame for the problems of one look, and the files that wait for those.
 *
 * <p>A file waits for a refused one that it needs, such as its sub-flow or its test. The old
 * version of a refused flow goes on, so whatever that uses and was saved together with the flow
 * waits as well: half of a change may be worse than none.
 */
final class Blame {

  private static final String FLOWS = "flows/";
  private static final String TESTS = "tests/";

  private final Links before;
  private final Links after;
  private final Set<String> open;
  private final Set<String> together;
  private final Map<String, Refused> refused = new TreeMap<>();

  /**
   * Prepares the search.
   *
   * @param before the links between the running files
   * @param after the links between the files that should run
   * @param open the names of the files in which they differ
   * @param together the names of the files that were saved together just now
   */
  Blame(Links before, Links after, Set<String> open, Set<String> together) {
    this.before = before;
    this.after = after;
    this.open = open;
    this.together = together;
  }

  /** The files that stay out, with the reasons; never empty. */
  Map<String, Refused> of(Map<String, Problem> problems) {
    problems.forEach(
        (file, problem) -> {
          if (open.contains(file) && !misses(file, problems)) {
            refused.put(file, Refused.of(problem.text()));
          }
        });
    problems.forEach(
        (file, problem) -> {
          if (!open.contains(file)) {
            elsewhere(file, problem);
          }
        });
    if (refused.isEmpty()) {
      String all =
          problems.entrySet().stream()
              .map(problem -> problem.getKey() + ": " + problem.getValue().text())
              .collect(Collectors.joining("\n"));
      open.forEach(file -> refused.put(file, Refused.of(all)));
    }
    addThoseThatWait();
    return refused;
  }

  /** A file may only miss what a broken file would give it. */
  private boolean misses(String file, Map<String, Problem> problems) {
    Problem problem = requireNonNull(problems.get(file));
    Set<String> broken = new TreeSet<>(after.reach(file));
    broken.removeIf(
        other ->
            !open.contains(other)
                || !problems.containsKey(other)
                || problems.get(other).ofAnotherFile());
    Set<String> names = new TreeSet<>();
    broken.forEach(
        other ->
            after.given(other).forEach(name -> names.add(name.substring(name.indexOf(':') + 1))));
    return problem.ofAnotherFile()
        && problem.text().lines().allMatch(line -> names.stream().anyMatch(line::contains));
  }

  /** A file that was not saved has a problem: one of the saved files that it needs is to blame. */
  private void elsewhere(String file, Problem problem) {
    Set<String> needed = new LinkedHashSet<>(after.reach(file));
    needed.addAll(before.reach(file));
    open.stream().filter(other -> common(file, other)).forEach(needed::add);
    needed.retainAll(open);
    if (needed.stream().noneMatch(refused::containsKey)) {
      needed.forEach(
          other ->
              refused.put(
                  other,
                  Refused.of("it breaks %s, which needs it: %s".formatted(file, problem.text()))));
    }
  }

  private void addThoseThatWait() {
    boolean more = true;
    while (more) {
      more = false;
      for (String file : new TreeSet<>(open)) {
        Optional<String> root = refused.containsKey(file) ? Optional.empty() : root(file);
        if (root.isPresent()) {
          String reason = requireNonNull(refused.get(root.get())).reason();
          refused.put(file, Refused.behind(root.get(), reason));
          more = true;
        }
      }
    }
  }

  /** The file with the mistake, behind those that only wait. */
  private Optional<String> root(String file) {
    Set<String> near = new LinkedHashSet<>(after.reach(file));
    near.add(test(file));
    return near.stream()
        .filter(refused::containsKey)
        .findFirst()
        .or(() -> refused.keySet().stream().filter(other -> tied(file, other)).findFirst())
        .map(
            other -> {
              String behind = requireNonNull(refused.get(other)).waitsFor();
              return behind == null ? other : behind;
            });
  }

  private boolean tied(String file, String other) {
    return handedOver(file, other) || handedOver(other, file) || ofOldVersion(file, other);
  }

  /** One file gives up an address, and another one takes it, as when a flow is renamed. */
  private boolean handedOver(String from, String to) {
    Set<String> moved = new TreeSet<>(before.given(from));
    moved.removeAll(after.given(from));
    moved.retainAll(after.given(to));
    return !moved.isEmpty();
  }

  /** Whether the running version of a refused flow uses a file that was saved together with it. */
  private boolean ofOldVersion(String file, String flow) {
    return flow.startsWith(FLOWS)
        && together.contains(flow)
        && together.contains(file)
        && !before.given(file).isEmpty()
        && (before.reach(flow).contains(file)
            || before.reach(test(flow)).contains(file)
            || file.equals(test(flow)));
  }

  /** Whether two files claim the same name. */
  private boolean common(String file, String other) {
    return !Collections.disjoint(after.given(file), after.given(other));
  }

  private static String test(String file) {
    return file.startsWith(FLOWS)
        ? TESTS + file.substring(FLOWS.length()).replaceFirst("[.]camel[.]yaml$", "") + ".test.yaml"
        : file;
  }
}
