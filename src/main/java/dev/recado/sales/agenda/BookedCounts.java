package dev.recado.sales.agenda;

import dev.recado.sales.seller.PerformanceSource;
import java.time.Instant;
import java.util.Map;

/**
 * How many appointments each seller was given.
 *
 * @param agenda asked for them
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
