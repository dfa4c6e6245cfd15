package dev.recado.spine.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** The pauses between attempts, each a little longer or shorter at random. */
public final class RetrySchedule {

  private final List<Duration> pauses;
  private final double jitter;
  private final DoubleSupplier random;

  /**
   * Makes a schedule.
   *
   * @param pauses after the first, second … failed attempt
   * @param jitter 0.2 means 20 % shorter to 20 % longer, so that messages that failed together are
   *     not retried together
   * @param random numbers from 0 to 1
   */
  public RetrySchedule(List<Duration> pauses, double jitter, DoubleSupplier random) {
    this.pauses = List.copyOf(pauses);
    this.jitter = jitter;
    this.random = random;
  }

  /**
   * Finds the pause after a failed attempt.
   *
   * @param attempt the number of the failed attempt, from 1
   * @return the pause, or empty if it was the last attempt
   */
  public Optional<Duration> after(int attempt) {
    if (attempt > pauses.size()) {
      return Optional.empty();
    }
    double factor = 1 + jitter * (2 * random.getAsDouble() - 1);
    return Optional.of(Duration.ofMillis(Math.round(pauses.get(attempt - 1).toMillis() * factor)));
  }
}
