package dev.recado.spine.cleanup;

import dev.recado.ground.database.DatabaseAway;
import dev.recado.ground.database.Retention;
import dev.recado.ground.database.Retention.Batch;
import dev.recado.spine.cleanup.CleanUpTable.Open;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes what clean-ups have asked for, one small batch after the other.
 *
 * <p>A batch and the note of how far it came are one transaction. So a hub that is killed loses
 * nothing but the batch it was at, and any hub goes on where the last one stopped.
 */
final class CleanUps {

  private static final Logger log = LoggerFactory.getLogger(CleanUps.class);

  /** Quartz starts the work again soon after; until then its thread is free for other work. */
  private static final Duration AT_ONCE = Duration.ofSeconds(20);

  private static final Duration AGAIN = Duration.ofHours(1);

  /** A clean-up has four nights in a month; messages have this second. */
  private static final int PAUSE_OF_A_BATCH = 3;

  private final CleanUpTable table;
  private final Map<String, Retention> retentions;
  private final CleanUpSettings settings;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);

  CleanUps(
      CleanUpTable table,
      List<Retention> retentions,
      CleanUpSettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    this.table = table;
    this.retentions =
        retentions.stream().collect(Collectors.toMap(Retention::table, Function.identity()));
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Works until nothing is open, the hub stops, or the time is up. */
  void work() {
    long end = System.nanoTime() + AT_ONCE.toNanos();
    long begin = System.nanoTime();
    while (closing.getCount() > 0 && begin < end && batch()) {
      pause(System.nanoTime() - begin);
      begin = System.nanoTime();
    }
  }

  /** On a busy machine batches take longer, and so do the pauses. */
  private void pause(long took) {
    try {
      long nanos = Math.max(settings.pause().toNanos(), took * PAUSE_OF_A_BATCH);
      closing.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  /**
   * Deletes one batch.
   *
   * @return false if nothing is open, or another hub is at it
   */
  boolean batch() {
    AtomicLong tried = new AtomicLong();
    try {
      return Boolean.TRUE.equals(
          transaction.execute(
              status -> {
                Optional<Open> open = table.next(clock.instant().minus(AGAIN));
                open.ifPresent(part -> tried.set(part.seq()));
                open.ifPresent(this::batch);
                return open.isPresent();
              }));
    } catch (DataAccessException e) {
      if (DatabaseAway.explains(e)) {
        throw e;
      }
      return putAside(tried.get(), e);
    }
  }

  /** The other tables go on, and this one is tried again later. */
  private boolean putAside(long part, DataAccessException e) {
    log.error("The old rows of a table cannot be deleted; it is tried again in an hour", e);
    table.failed(part, String.valueOf(e.getMostSpecificCause().getMessage()), clock.instant());
    return true;
  }

  private void batch(Open part) {
    Retention retention = retentions.get(part.what());
    if (retention == null) {
      log.warn(
          "This hub does not know the table {}, which a clean-up names; it is left out",
          part.what());
    }
    Batch done =
        retention == null
            ? new Batch(0, 0, null)
            : retention.delete(part.older(), part.position(), settings.batch());
    table.went(part, done, clock.instant());
  }

  @EventListener(ContextClosedEvent.class)
  void close() {
    closing.countDown();
  }
}
