package dev.recado.ground.loop;

import dev.recado.ground.database.DatabaseAway;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One loop of the hub, its thread if it has one of its own, and the mark of when it last got on.
 *
 * <p>A round that throws, whatever it throws, is told and followed by the next one. A thread that
 * dies all the same is told and followed by another.
 */
public final class Loop {

  private static final Logger log = LoggerFactory.getLogger(Loop.class);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** How long a loop may be silent before that counts: none looks for work less often. */
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

  /** Whether the log knows that it waits for a server. */
  private volatile boolean waits;

  private volatile @Nullable Thread thread;

  private record Away(String what, long at) {}

  /** What a loop does again and again. */
  public interface Round {

    /**
     * Goes round once, with the waiting for work that belongs to it.
     *
     * @return false where it could do nothing because all its workers are busy: they tell by {@link
     *     Loop#wentOn} when one of them is done
     * @throws InterruptedException where the loop is to end
     */
    boolean run() throws InterruptedException;
  }

  /**
   * How a loop is doing.
   *
   * @param name as it was added
   * @param stalled how long it has not got on although it should; zero while it goes round, before
   *     it has begun, and while it waits for a server that is away
   * @param tooLong whether that is longer than this loop may take
   * @param why what it waits for, or what it threw last; null where nothing is known
   */
  public record Status(String name, Duration stalled, boolean tooLong, @Nullable String why) {}

  Loop(String name, Duration limit, LongSupplier nanos) {
    this.name = name;
    this.limit = limit;
    this.nanos = nanos;
  }

  /** Marks that the loop got on: it did something, or looked and there was nothing to do. */
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
   * Marks why the loop does not get on.
   *
   * @param trouble what it met; that PostgreSQL is away is known and does not count as a stall
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
   * Marks that the loop waits for a server that does not answer; to be repeated while it does.
   *
   * @param server its name
   */
  public void waitsFor(String server) {
    away = new Away(server, nanos.getAsLong());
  }

  /**
   * Wraps work of a schedule, which would silently end with the first exception.
   *
   * @param work what is done at each time
   * @return the same, which marks how it went and throws nothing
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
   * Tells what a round threw, and rests so that a lasting trouble fills neither processor nor log.
   *
   * @param trouble whatever it was; the loop is to go on
   */
  public void stumbled(Throwable trouble) {
    boolean knownToWait = away != null;
    failed(trouble);
    Away server = away;
    if (server == null) {
      log.error("Loop {} stumbled and goes on", name, trouble);
    } else if (!knownToWait) {
      log.warn("Loop {} waits for {}: {}", name, server.what(), trouble.getMessage());
      waits = true;
    }
    pause();
  }

  /**
   * Starts a thread that goes round until {@link #end}.
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
   * @throws InterruptedException where the caller is interrupted meanwhile
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

  /** Tells the log when it comes to stand still for too long, and when it goes on. */
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
