package dev.recado.spine.schedule;

import org.jspecify.annotations.Nullable;

/** A schedule names no times, or the hub cannot read them. */
public final class UnusableScheduleException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String option;

  UnusableScheduleException(@Nullable String option, String message) {
    super(message);
    this.option = option;
  }

  /**
   * Returns the wrong option.
   *
   * @return its name as it is written, or null if the address is wrong or something is missing
   */
  public @Nullable String option() {
    return option;
  }
}
