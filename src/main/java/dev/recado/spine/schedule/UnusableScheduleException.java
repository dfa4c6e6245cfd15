package dev.recado.spine.schedule;

import org.jspecify.annotations.Nullable;

/** A schedule that says no times, or says them in no way that the hub can read. */
public final class UnusableScheduleException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String option;

  UnusableScheduleException(@Nullable String option, String message) {
    super(message);
    this.option = option;
  }

  /**
   * Names the option that is wrong.
   *
   * @return as it is written, or null where it is the address or something is missing
   */
  public @Nullable String option() {
    return option;
  }
}
