package dev.recado.authoring.lint;

import dev.recado.spine.effect.StepIds;
import java.util.HashMap;
import java.util.Map;

/** R014: ids of routes and of steps, which share one namespace over all files. */
final class UniqueIdCheck implements Check {

  private record Owner(Document document, Place at, String what) {}

  @Override
  public void folder(Project project, Report report) {
    Map<String, Owner> ours = new HashMap<>();
    Map<String, Map<String, Owner>> shown = new HashMap<>();
    for (Document document : project.documents()) {
      if (document.kind().camel() && document.kind() != Document.Kind.STEPS) {
        Map<String, Owner> owners =
            document.markdown()
                ? shown.computeIfAbsent(document.file(), file -> new HashMap<>())
                : ours;
        document.routes().forEach(route -> route(document, route, owners, report));
        document.steps().forEach(step -> step(document, step, owners, report));
      }
    }
    project.of(Document.Kind.FLOW).stream()
        .filter(flow -> !flow.markdown() && flow.flaws().isEmpty())
        .forEach(flow -> made(flow, ours, report));
  }

  /**
   * For steps without an id of their own: an automatic id must not clash with one of another route.
   */
  private static void made(Document flow, Map<String, Owner> owners, Report report) {
    for (StepIds.Made id : StepIds.of(flow.text())) {
      Owner owner = new Owner(flow, new Place(id.line(), id.column()), "step");
      claim(id.route() + id.id(), owner, owners, report);
    }
  }

  private static void route(
      Document document, Route route, Map<String, Owner> owners, Report report) {
    if (!route.kind().equals("from")) {
      route
          .id()
          .ifPresent(
              id -> claim(id.value(), new Owner(document, id.at(), "route"), owners, report));
    }
  }

  private static void step(Document document, Step step, Map<String, Owner> owners, Report report) {
    String prefix = step.route() == null ? "" : step.route().prefix();
    step.id()
        .ifPresent(
            id -> claim(prefix + id.value(), new Owner(document, id.at(), "step"), owners, report));
  }

  private static void claim(String id, Owner owner, Map<String, Owner> owners, Report report) {
    Owner before = owners.putIfAbsent(id, owner);
    if (before != null) {
      taken(id, owner, before, report);
      if (before.document() != owner.document()) {
        // Either of the two may be the new one.
        taken(id, before, owner, report);
      }
    }
  }

  private static void taken(String id, Owner owner, Owner other, Report report) {
    report.add(
        Code.R014,
        owner.document(),
        owner.at(),
        "the id \"%s\" is also the id of a %s, in %s:%d"
            .formatted(id, other.what(), other.document().file(), other.at().line()));
  }
}
