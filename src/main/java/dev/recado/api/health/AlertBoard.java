package dev.recado.api.health;

import dev.recado.spine.alert.Alert;
import dev.recado.spine.alert.AlertKind;
import dev.recado.spine.alert.Alerts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The raised alerts, for health and metrics. One query serves both, at most every ten seconds.
 *
 * <p>While PostgreSQL is away they are unknown, and the gauges show NaN instead of zero.
 */
final class AlertBoard {

  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Remembered<Optional<List<Alert>>> raised;

  AlertBoard(Alerts alerts, Clock clock) {
    this.raised = new Remembered<>(() -> read(alerts), FRESH, clock);
  }

  private static Optional<List<Alert>> read(Alerts alerts) {
    try {
      return Optional.of(alerts.raised());
    } catch (DataAccessException | TransactionException e) {
      return Optional.empty();
    }
  }

  /** The sentences by alert and channel, or null if they are unknown. */
  @Nullable Map<String, String> texts() {
    return raised.get().map(AlertBoard::texts).orElse(null);
  }

  private static Map<String, String> texts(List<Alert> alerts) {
    Map<String, String> texts = new TreeMap<>();
    for (Alert alert : alerts) {
      String channel = alert.channel();
      String code = alert.kind().code();
      texts.put(channel == null ? code : code + " " + channel, alert.text());
    }
    return texts;
  }

  void register(MeterRegistry registry) {
    for (AlertKind kind : AlertKind.values()) {
      Gauge.builder("recado.alerts", this, board -> board.count(kind))
          .description("Raised alerts, one for each channel that an alert is about")
          .tag("alert", kind.code())
          .register(registry);
    }
  }

  private double count(AlertKind kind) {
    return raised
        .get()
        .map(alerts -> (double) alerts.stream().filter(alert -> alert.kind() == kind).count())
        .orElse(Double.NaN);
  }
}
