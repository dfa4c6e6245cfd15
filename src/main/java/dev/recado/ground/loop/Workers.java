package dev.recado.ground.loop;

import dev.recado.ground.process.Daemons;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loop that looks for work, and the workers that it hands it to.
 *
 * <p>It looks anew when it is woken, when a worker is done, and after a pause at the latest.
 */
public final class Workers {

  private static final Logger log = LoggerFactory.getLogger(Workers.class);

  private final Loop loop;
  private final ThreadPoolExecutor threads;
  private final Semaphore free;
  private final Wake wake = new Wake();

  /** One look for work. */
  public interface Look {

    /**
     * Takes as much as there are workers {@link Workers#free} for it.
     *
     * @return how much there was; the loop pauses where there was none
     */
    int look();
  }

  /**
   * Makes them; their threads go when there is nothing to do, for they may be many and mostly idle.
   *
   * @param loop that looks
   * @param name of the workers' threads
   * @param width how many there are
   */
  public Workers(Loop loop, String name, int width) {
    this.loop = loop;
    this.free = new Semaphore(width);
    this.threads =
        new ThreadPoolExecutor(
            width,
            width,
            20,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Daemons.numbered(name));
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Begins to look.
   *
   * @param look what is done in each round
   * @param idle how long it waits at most where there was nothing
   * @param gather how long it waits where there was something, so that one look takes what else
   *     comes meanwhile
   */
  public void begin(Look look, Duration idle, Duration gather) {
    loop.begin(() -> goRound(look, idle, gather));
  }

  /** With all workers busy it is they who tell whether the loop gets on. */
  private boolean goRound(Look look, Duration idle, Duration gather) throws InterruptedException {
    boolean room = free() > 0;
    if (look.look() > 0) {
      wake.rest(gather);
    } else {
      wake.await(idle);
    }
    return room;
  }

  /** Lets the loop look at once. */
  public void wake() {
    wake.ring();
  }

  /** Counts the workers that have nothing to do. */
  public int free() {
    return free.availablePermits();
  }

  /**
   * Hands work to a worker, and waits for one where none is free.
   *
   * @param work tells whether it got on; false where a server is away
   */
  public void hand(BooleanSupplier work) {
    free.acquireUninterruptibly();
    threads.execute(() -> run(work));
  }

  private void run(BooleanSupplier work) {
    try {
      if (work.getAsBoolean()) {
        loop.wentOn();
      }
    } catch (RuntimeException | Error e) {
      log.error("A worker stumbled", e);
    } finally {
      free.release();
      wake.ring();
    }
  }

  /**
   * Ends the looking, then waits for the work that is under way.
   *
   * @param patience how long it waits at most
   * @return false where some is under way still
   * @throws InterruptedException where the caller is interrupted meanwhile
   */
  public boolean close(Duration patience) throws InterruptedException {
    loop.end();
    threads.shutdown();
    return threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}
