package dev.recado.sales.agenda;

import dev.recado.sales.seller.PerformanceSource;
import java.time.Instant;
import java.util.Map;

/**
 * Counts the appointments of each seller.
 *
 * @param agenda gives the counts
 */
record BookedCounts(Agenda agenda) implements PerformanceSource {

  @Override
  public String name() {
    return "agendamentos";
  }

  @Override
  public Map<Long, Long> counts(Instant from, Instant to) {
    return agenda.bookedBySeller(from, to);
  }
}
