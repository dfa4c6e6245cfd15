package dev.recado.lint;

/** R020: an open breaker without a fallback lets the message pass as if the call had worked. */
final class BreakerCheck implements Check {

  @Override
  public void file(Document document, Report report) {
    document.steps().stream()
        .filter(step -> step.kind().equals("circuitBreaker"))
        .filter(step -> step.value().get("onFallback") == null)
        .forEach(
            step ->
                report.add(
                    Code.R020,
                    document,
                    step.key().at(),
                    "the circuit breaker has no \"onFallback\": once open, the message passes as"
                        + " if the call had worked"));
  }
}
