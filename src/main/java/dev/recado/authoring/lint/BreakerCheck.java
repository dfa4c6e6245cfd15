package dev.recado.authoring.lint;

import java.util.List;

/**
 * R020: a breaker that lets a failure pass as if the call had worked, or that makes too many test
 * calls.
 */
final class BreakerCheck implements Check {

  private static final String SETTINGS = "resilience4jConfiguration";
  private static final String PROBES = "permittedNumberOfCallsInHalfOpenState";

  @Override
  public void file(Document document, Report report) {
    document.steps().stream()
        .filter(step -> step.kind().equals("circuitBreaker"))
        .forEach(step -> look(document, step, report));
  }

  private static void look(Document document, Step step, Report report) {
    if (step.value().get("onFallback") == null && !throwing(step.value())) {
      say(
          document,
          step.key().at(),
          "the circuit breaker has no \"onFallback\": once open, the message passes as if the call"
              + " had worked; write one, or let it throw with \"inheritErrorHandler: true\" and"
              + " \"throwExceptionWhenHalfOpenOrOpenState: true\" below \"resilience4jConfiguration\"",
          report);
    }
    Yaml settings = step.value().get(SETTINGS);
    if (settings == null) {
      return;
    }
    for (Yaml.Entry entry : settings.entries()) {
      if (List.of("ignoreException", "recordException").contains(entry.name())) {
        say(
            document,
            entry.key().at(),
            "with \"%s\" the message passes after an ignored failure as if the call had worked; leave it out"
                .formatted(entry.name()),
            report);
      }
    }
    settings
        .text(PROBES)
        .filter(probes -> !probes.value().equals("1"))
        .ifPresent(
            probes ->
                say(
                    document,
                    probes.at(),
                    "a half-open breaker tries one call: with several, failures would outnumber the first"
                        + " success; leave it out",
                    report));
  }

  /** Whether an open breaker throws. It is then a failure like others and makes the event wait. */
  private static boolean throwing(Yaml breaker) {
    Yaml settings = breaker.get(SETTINGS);
    return yes(breaker, "inheritErrorHandler")
        && settings != null
        && yes(settings, "throwExceptionWhenHalfOpenOrOpenState");
  }

  private static boolean yes(Yaml map, String name) {
    return map.text(name).filter(text -> text.value().equals("true")).isPresent();
  }

  private static void say(Document document, Place at, String message, Report report) {
    report.add(Code.R020, document, at, message);
  }
}
