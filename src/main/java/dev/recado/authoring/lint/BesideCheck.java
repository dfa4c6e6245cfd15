package dev.recado.authoring.lint;

import java.util.Map;

/**
 * R050: steps whose content runs beside or behind the flow.
 *
 * <p>The effects of a run are committed when its route ends. What such a step emits comes later, or
 * is not waited for.
 */
final class BesideCheck implements Check {

  private static final String CALL = "call the route with \"to\" instead";

  /** Each step, with what to write instead. */
  private static final Map<String, String> BESIDE =
      Map.of(
          "wireTap",
          CALL,
          "resequence",
          "the events of one subject come in order without it",
          "onCompletion",
          "put its steps at the end of the route");

  @Override
  public void file(Document document, Report report) {
    for (Step step : document.steps()) {
      String instead = BESIDE.get(step.kind());
      if (instead != null) {
        report.add(
            Code.R050,
            document,
            step.key().at(),
            "the flow does not wait for this \"%s\": its effects are lost, and a drop or wait in it ends the flow; %s"
                .formatted(step.kind(), instead));
      }
    }
  }
}
