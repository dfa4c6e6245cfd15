package dev.recado.authoring.lint;

import dev.recado.spine.camel.ConsumerRights;
import dev.recado.spine.camel.ConsumerRights.Part;
import java.util.Set;

/**
 * R044 and R045: consumers that bring messages by themselves, at the beginning of a route or in its
 * steps.
 */
final class ConsumerCheck implements Check {

  private static final Set<String> POLLS = Set.of("poll", "pollEnrich");

  private final Catalogue catalogue;

  ConsumerCheck(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Whether this check reports a call, so that other checks need not. */
  static boolean tells(Call call, Catalogue catalogue) {
    String scheme = call.scheme();
    return POLLS.contains(call.step().kind())
        || call.consumes()
            && (ConsumerRights.consumes(scheme)
                || catalogue.components().contains(scheme)
                || ConsumerRights.hidden(call.uri().value()));
  }

  static boolean polls(Expression expression) {
    return POLLS.contains(expression.owner());
  }

  @Override
  public void file(Document document, Report report) {
    document.calls().stream()
        .filter(Call::consumes)
        .filter(call -> tells(call, catalogue))
        .forEach(call -> begins(document, call, report));
    document.steps().stream()
        .filter(step -> POLLS.contains(step.kind()))
        .forEach(step -> report.add(Code.R045, document, step.key().at(), ConsumerRights.POLL));
  }

  /** R033 checks how a sink or an action begins. */
  private static void begins(Document document, Call call, Report report) {
    boolean kamelet = document.kind() == Document.Kind.KAMELET;
    if (kamelet && !Kamelet.of(document).type().equals("source")) {
      return;
    }
    Part part = document.kind().flow() ? Part.FLOW : kamelet ? Part.KAMELET : Part.CONNECTOR;
    ConsumerRights.refusal(call.uri().value(), part)
        .ifPresent(why -> report.add(Code.R044, document, call.uri().at(), why));
  }
}
