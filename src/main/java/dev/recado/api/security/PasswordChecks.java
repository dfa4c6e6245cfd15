package dev.recado.api.security;

import dev.recado.ground.web.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits how many passwords are checked at a time. Each check takes a core for a while, and any
 * caller can ask for one.
 *
 * <p>Some more wait for their turn, in order. No lane gets more than its share of these places, so
 * that one caller with many attempts leaves room for the others.
 */
final class PasswordChecks {

  private static final int PLACES = 12;
  private static final int PLACES_OF_A_LANE = 3;

  /** About the time that a full queue takes on a slow machine. */
  private static final int PATIENCE_SECONDS = 5;

  private static final String BUSY = "Too many sign-ins are under way; try again in a moment.";

  private final Semaphore cores;
  private final Map<String, Integer> lanes = new HashMap<>();
  private int taken;

  PasswordChecks(int atOnce) {
    this.cores = new Semaphore(atOnce, true);
  }

  /**
   * Runs a check when its turn comes.
   *
   * @throws Refusal 503 if no place is free, or its turn does not come in time
   */
  <T extends Object> T run(String lane, Supplier<T> check) {
    if (!enter(lane)) {
      throw busy();
    }
    try {
      return inTurn(check);
    } finally {
      leave(lane);
    }
  }

  private <T extends Object> T inTurn(Supplier<T> check) {
    try {
      if (!cores.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    try {
      return check.get();
    } finally {
      cores.release();
    }
  }

  private synchronized boolean enter(String lane) {
    if (taken == PLACES || lanes.getOrDefault(lane, 0) == PLACES_OF_A_LANE) {
      return false;
    }
    taken++;
    lanes.merge(lane, 1, Integer::sum);
    return true;
  }

  private synchronized void leave(String lane) {
    taken--;
    lanes.computeIfPresent(lane, (name, places) -> places == 1 ? null : places - 1);
  }

  private static Refusal busy() {
    return Refusal.unavailable(BUSY).retryAfter(1);
  }
}
