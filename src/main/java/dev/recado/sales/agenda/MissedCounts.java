package dev.recado.sales.agenda;

import dev.recado.sales.seller.PerformanceSource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the appointments to which the customer did not come.
 *
 * @param table gives the counts
 */
record MissedCounts(AppointmentTable table) implements PerformanceSource {

  @Override
  public String name() {
    return "faltas";
  }

  @Override
  public Map<Long, Long> counts(Instant from, Instant to) {
    return table.missedBySeller(from, to);
  }

  @Override
  public Optional<Map<String, Long>> countsByArea(Instant from, Instant to) {
    return Optional.of(table.missedByArea(from, to));
  }
}
