package dev.recado.sales.seller;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a lead ended.
 *
 * @param won whether it was won, otherwise lost
 * @param value the value of a won lead in reais, or null if it is not known; always null for a lost
 *     one
 * @param reason the reason for colleagues, or null
 * @param lead the lead's id in the CRM, or null
 * @param by the author: a user's name, or the name of the CRM
 */
public record Outcome(
    boolean won,
    @Nullable BigDecimal value,
    @Nullable String reason,
    @Nullable String lead,
    String by) {

  /** Checks the value. */
  public Outcome {
    if (value != null && (!won || value.signum() < 0)) {
      throw new IllegalArgumentException("Only a won lead has a value, and it is not negative");
    }
  }
}
