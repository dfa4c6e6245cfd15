package dev.recado.authoring.reload;

import dev.recado.authoring.lint.Finding;
import dev.recado.authoring.lint.Lint;
import dev.recado.authoring.lint.Severity;
import dev.recado.spine.camel.RouteFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Refuses a file with a lint error, and a file that causes a lint error in another one.
 *
 * <p>An error that another running file had before does not count. An error in the saved file keeps
 * that file out, however old the error is.
 */
final class LintCheck implements Check {

  private static final int MOST = 5;

  private final Supplier<Lint> lint;

  LintCheck(Supplier<Lint> lint) {
    this.lint = lint;
  }

  @Override
  public Map<String, Problem> problems(
      RouteFiles before, RouteFiles candidate, Set<String> changed) {
    Map<String, List<Finding>> errors = errors(candidate);
    if (!changed.containsAll(errors.keySet())) {
      Map<String, List<Finding>> known = errors(before);
      errors.keySet().removeIf(file -> !changed.contains(file) && !worse(file, errors, known));
    }
    Map<String, Problem> problems = new TreeMap<>();
    errors.forEach((file, findings) -> problems.put(file, problem(findings)));
    return problems;
  }

  /** Compares the messages and not the lines, because lines move. */
  private static boolean worse(
      String file, Map<String, List<Finding>> now, Map<String, List<Finding>> before) {
    Set<String> known =
        before.getOrDefault(file, List.of()).stream()
            .map(LintCheck::words)
            .collect(Collectors.toSet());
    return now.getOrDefault(file, List.of()).stream()
        .map(LintCheck::words)
        .anyMatch(w -> !known.contains(w));
  }

  private static String words(Finding finding) {
    return finding.code() + " " + finding.message();
  }

  private Map<String, List<Finding>> errors(RouteFiles files) {
    Map<String, List<Finding>> errors = new TreeMap<>();
    for (Finding finding : lint.get().check(files)) {
      if (finding.severity() == Severity.ERROR) {
        errors.computeIfAbsent(finding.file(), file -> new ArrayList<>()).add(finding);
      }
    }
    return errors;
  }

  private static Problem problem(List<Finding> findings) {
    return new Problem(text(findings), findings.stream().allMatch(Finding::ofAnotherFile));
  }

  private static String text(List<Finding> findings) {
    String first =
        findings.stream().limit(MOST).map(Finding::toString).collect(Collectors.joining("\n"));
    int more = findings.size() - MOST;
    return more > 0 ? first + "\n… and " + more + " more" : first;
  }
}
