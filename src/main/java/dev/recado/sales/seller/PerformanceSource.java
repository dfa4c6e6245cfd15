package dev.recado.sales.seller;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A figure of each seller from another package. Each bean is a column of the report. */
public interface PerformanceSource {

  /**
   * Names the figure.
   *
   * @return the name of a JSON field in Portuguese, for example {@code agendamentos}
   */
  String name();

  /**
   * Counts the figure.
   *
   * @param from inclusive
   * @param to exclusive
   * @return by the sellers' ids; a seller with zero may be missing
   */
  Map<Long, Long> counts(Instant from, Instant to);

  /**
   * Counts the figure by area.
   *
   * @param from inclusive
   * @param to exclusive
   * @return by the areas' names, without an area by an empty text; an area with zero may be
   *     missing. Empty if the figure is not counted by area
   */
  default Optional<Map<String, Long>> countsByArea(Instant from, Instant to) {
    return Optional.empty();
  }
}
