package dev.recado.spine.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Counts sends, and messages that the gate refused. */
final class OutboxMeters {

  private final MeterRegistry registry;

  OutboxMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void refused(String connector, List<OutboxTable.Release> releases) {
    releases.forEach(
        release -> {
          String reason = release.reason() == null ? "" : release.reason();
          int end = reason.indexOf(':');
          registry
              .counter(
                  "recado.gate.refused",
                  "connector",
                  connector,
                  "reason",
                  end < 0 ? reason : reason.substring(0, end))
              .increment();
        });
  }

  void settled(String connector, Ledger.Entry entry) {
    registry.counter(name(entry.state()), "connector", connector).increment();
    if (entry.state() == MessageState.SENT) {
      Timer.builder("recado.delivery")
          .description("Time from the scheduled time of a message to its send")
          .tag("connector", connector)
          .publishPercentileHistogram()
          .register(registry)
          .record(positive(Duration.between(entry.delivery().scheduledFor(), entry.at())));
    }
  }

  private static String name(MessageState state) {
    return state == MessageState.RETRY
        ? "recado.retried"
        : "recado." + state.name().toLowerCase(Locale.ROOT);
  }

  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
