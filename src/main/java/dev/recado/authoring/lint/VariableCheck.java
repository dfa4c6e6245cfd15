package dev.recado.authoring.lint;

import dev.recado.spine.camel.ActionShapes;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * R049: variables that a flow reads and nothing sets.
 *
 * <p>Camel takes such a variable as null, so a guard on it is silently always false.
 */
final class VariableCheck implements Check {

  /** The variables that the hub itself sets at the start of each run ({@code CamelFlows}). */
  private static final Set<String> OF_EACH_RUN = Set.of("eventId", "eventType", "waits");

  /** A name with a colon belongs to another repository, such as {@code global:}. */
  private static final Pattern READ =
      Pattern.compile("\\$(?:simple)?\\{variable\\.([\\w-]+)(?![\\w:-])");

  /** The keys of a step that hold no expression. */
  private static final Set<String> UNREAD = Set.of("id", "description", "constant");

  @Override
  public void folder(Project project, Report report) {
    Set<String> set = set(project);
    for (Document document : project.documents()) {
      Yaml root = document.root();
      if (document.kind().flow() && !document.markdown() && root != null) {
        reads(document, root, set, report);
      }
    }
  }

  private static Set<String> set(Project project) {
    Set<String> set = new TreeSet<>(OF_EACH_RUN);
    ActionShapes shapes = project.actions();
    project.kamelets().keySet().forEach(name -> shapes.variable(name).ifPresent(set::add));
    for (Document document : project.documents()) {
      document.steps().stream()
          .flatMap(step -> Variables.set(step).stream())
          .forEach(one -> set.add(one.name().value()));
    }
    return set;
  }

  private static void reads(Document document, Yaml value, Set<String> set, Report report) {
    if (value instanceof Yaml.Text text) {
      check(document, text, set, report);
    }
    value.items().forEach(item -> reads(document, item, set, report));
    for (Yaml.Entry entry : value.entries()) {
      if (!UNREAD.contains(entry.name())) {
        reads(document, entry.value(), set, report);
      }
    }
  }

  private static void check(Document document, Yaml.Text text, Set<String> set, Report report) {
    Matcher reads = READ.matcher(text.value());
    while (reads.find()) {
      String name = reads.group(1);
      if (!set.contains(name)) {
        report.add(
            Code.R049,
            document,
            document.place(text, reads.start()),
            "nothing sets the variable \"%s\", so it is always null".formatted(name)
                + Nearest.hint(name, set));
      }
    }
  }
}
