package dev.recado.systems.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A button or a row of a list.
 *
 * @param id as the business sent it
 * @param title what the customer reads
 * @param description a second line of a row, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Choice(String id, String title, @Nullable String description) {

  /** The customer's answer repeats no description. */
  Choice pressed() {
    return new Choice(id, title, null);
  }
}
