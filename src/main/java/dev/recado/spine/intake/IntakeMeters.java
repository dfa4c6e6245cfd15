package dev.recado.spine.intake;

import dev.recado.spine.ingress.InboundRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;

/** Counts processed events and duplicates. */
final class IntakeMeters implements Witness {

  private final MeterRegistry registry;
  private final Clock clock;
  private final Timer processing;

  IntakeMeters(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    this.processing =
        Timer.builder("recado.processing")
            .description("From the webhook to the commit of its effects")
            .publishPercentileHistogram()
            .register(registry);
  }

  @Override
  public void duplicates(String source, int count) {
    registry.counter("recado.duplicates", "source", source).increment(count);
  }

  @Override
  public void processed(InboundRecord record, Decision decision) {
    String source = record.source();
    registry
        .counter("recado.processed", "source", source, "state", decision.state().name())
        .increment();
    if (decision.state() == EventState.DONE) {
      Duration took = Duration.between(record.receivedAt(), clock.instant());
      processing.record(took.isNegative() ? Duration.ZERO : took);
    }
  }
}
