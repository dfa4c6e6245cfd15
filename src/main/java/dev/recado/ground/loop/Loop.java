package dev.recado.ground.loop;

import dev.recado.ground.database.DatabaseAway;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One loop of the hub: its thread, if it has one, and the time of its last progress.
 *
 * <p>If a round throws anything, the loop logs it and continues with the next round. If a thread
 * dies all the same, the loop logs that and starts another thread.
 */
public final class Loop {

  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * How long a loop may be silent before it counts as stalled; every loop looks for work more
   * often.
   */
  private static final Duration QUIET = Duration.ofSeconds(15);

  private final String name;
  private final Duration limit;
  private final LongSupplier nanos;
  private volatile long wentOnAt;
  private volatile @Nullable Away away;
  private volatile @Nullable String failure;
  private volatile boolean begun;
  private volatile boolean ending;
  private volatile boolean told;

  /** Whether the log already says that the loop waits for a server. */
  private volatile boolean waits;

  private volatile @Nullable Thread thread;

  private record Away(String what, long at) {}

  /** What a loop does again and again. */
  public interface Round {

    /**
     * Goes round once, including the wait for work.
     *
     * @return false if the round could do nothing because all workers are busy; a worker that is
     *     done calls {@link Loop#wentOn}
     * @throws InterruptedException if the loop is to end
     */
    boolean run() throws InterruptedException;
  }

  /**
   * How a loop is doing.
   *
   * @param name as it was added
   * @param stalled how long the loop has made no progress although it should; zero while it goes
   *     round, before it has begun, and while it waits for a server that is away
   * @param tooLong whether that is longer than this loop may take
   * @param why what it waits for, or what it threw last; null if nothing is known
   */
  public record Status(String name, Duration stalled, boolean tooLong, @Nullable String why) {}

  Loop(String name, Duration limit, LongSupplier nanos) {
    this.name = name;
    this.limit = limit;
    this.nanos = nanos;
  }

  /** Marks progress: the loop did something, or looked and found nothing to do. */
  public void wentOn() {
    wentOnAt = nanos.getAsLong();
    away = null;
    failure = null;
    begun = true;
    if (waits) {
      waits = false;
      log.info("Loop {} goes on", name);
    }
  }

  /**
   * Marks why the loop makes no progress.
   *
   * @param trouble what happened; a PostgreSQL that is away does not count as a stall
   */
  public void failed(Throwable trouble) {
    if (DatabaseAway.explains(trouble)) {
      waitsFor("PostgreSQL");
    } else {
      away = null;
      failure = trouble.getClass().getSimpleName() + ": " + trouble.getMessage();
    }
  }

  /**
   * Marks that the loop waits for a server that does not answer. Call it again while the wait
   * lasts.
   *
   * @param server its name
   */
  public void waitsFor(String server) {
    away = new Away(server, nanos.getAsLong());
  }

  /**
   * Wraps the work of a schedule; without this, a schedule ends silently with the first exception.
   *
   * @param work what is done at each time
   * @return the same work, which marks its outcome and throws nothing
   */
  public Runnable guarded(Runnable work) {
    wentOn();
    return () -> {
      try {
        work.run();
        wentOn();
      } catch (RuntimeException | Error e) {
        stumbled(e);
      }
    };
  }

  /**
   * Logs what a round threw, and pauses, so that a lasting failure fills neither the processor nor
   * the log.
   *
   * @param trouble any failure; the loop continues
   */
  public void stumbled(Throwable trouble) {
    boolean knownToWait = away != null;
    failed(trouble);
    Away server = away;
    if (server == null) {
      log.error("Loop {} failed in one round and goes on", name, trouble);
    } else if (!knownToWait) {
      log.warn("Loop {} waits for {}: {}", name, server.what(), trouble.getMessage());
      waits = true;
    }
    pause();
  }

  /**
   * Starts a thread that repeats the round until {@link #end}.
   *
   * @param round what it does
   */
  public void begin(Round round) {
    wentOn();
    start(() -> run(round));
  }

  private void start(Runnable work) {
    Thread next = new Thread(work, name);
    next.setUncaughtExceptionHandler(
        (dead, why) -> {
          log.error("The thread of loop {} died and is started again", name, why);
          start(
              () -> {
                pause();
                work.run();
              });
        });
    thread = next;
    next.start();
  }

  private void run(Round round) {
    while (!ending) {
      try {
        if (round.run()) {
          wentOn();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error e) {
        if (!ending) {
          stumbled(e);
        }
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ending = true;
    }
  }

  /**
   * Ends the thread and waits until it has ended.
   *
   * @throws InterruptedException if the caller is interrupted meanwhile
   */
  public void end() throws InterruptedException {
    ending = true;
    Thread last = thread;
    if (last != null) {
      last.interrupt();
      last.join();
    }
  }

  /** Tells how it is doing. */
  public Status status() {
    Away known = away;
    boolean excused = known != null && nanos.getAsLong() - known.at() < limit.toNanos();
    Duration silent = Duration.ofNanos(nanos.getAsLong() - wentOnAt);
    boolean counts = begun && !ending && !excused && silent.compareTo(QUIET) > 0;
    return new Status(
        name,
        counts ? silent : Duration.ZERO,
        counts && silent.compareTo(limit) > 0,
        known == null ? failure : "waits for " + known.what());
  }

  /** Logs when the loop has stood still for too long, and when it goes on again. */
  void tell() {
    Status now = status();
    if (now.tooLong() && !told) {
      log.error(
          "Loop {} has stood still for {} s with work to do{}",
          name,
          now.stalled().toSeconds(),
          now.why() == null ? "" : ": " + now.why());
      told = true;
    } else if (told && now.stalled().isZero()) {
      log.warn("Loop {} goes on", name);
      told = false;
    }
  }
}
