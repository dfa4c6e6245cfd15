package dev.recado.sales.seller;

import java.time.Instant;
import java.util.Map;

/**
 * A figure that a room knows of each seller; one bean for each, and each is a column of the report.
 */
public interface PerformanceSource {

  /**
   * Names the figure.
   *
   * @return a field of JSON in Portuguese, for example {@code agendamentos}
   */
  String name();

  /**
   * Counts it.
   *
   * @param from inclusive
   * @param to exclusive
   * @return by the sellers' ids; who has none may be left out
   */
  Map<Long, Long> counts(Instant from, Instant to);
}
