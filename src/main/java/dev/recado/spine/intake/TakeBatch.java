package dev.recado.spine.intake;

import dev.recado.ground.loop.Loop;
import dev.recado.spine.ingress.InboundRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Takes a batch into the tables, and waits while PostgreSQL is unavailable.
 *
 * <p>It does not wait for long at a time. While it waits, its consumer does not poll, and a hub
 * that joins or leaves the group would have to wait too. So it then gives the batch back together
 * with the partitions. The hub that gets them starts with the same records.
 */
final class TakeBatch implements Processor {

  /** A broken connection is replaced within this time; a longer failure is worth a rebalance. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long PAUSE_MILLIS = 500;

  private final Taker intake;
  private final Loop loop;
  private final Duration patience;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** The same method as {@link Intake#take}. */
  interface Taker {
    void take(List<InboundRecord> records) throws InterruptedException;
  }

  /**
   * Makes one.
   *
   * @param patience how long a batch is retried before it is given back
   */
  TakeBatch(Taker intake, Loop loop, Duration patience) {
    this.intake = intake;
    this.loop = loop;
    this.patience = patience;
  }

  @Override
  public void process(Exchange exchange) throws InterruptedException {
    List<InboundRecord> records = exchange.getMessage().getBody(Batch.class).records();
    long begin = System.nanoTime();
    Throwable failure = attempt(records);
    while (failure != null) {
      boolean stopped = stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      if (stopped || System.nanoTime() - begin > patience.toNanos()) {
        throw new IllegalStateException("A batch is given back: " + failure.getMessage(), failure);
      }
      failure = attempt(records);
    }
  }

  /**
   * Tries once. Any failure is treated as if PostgreSQL were unavailable. That includes an {@code
   * Error}, which would end the consumer for good.
   */
  private @Nullable Throwable attempt(List<InboundRecord> records) throws InterruptedException {
    try {
      intake.take(records);
      loop.wentOn();
      return null;
    } catch (RuntimeException | Error e) {
      loop.failed(e);
      return e;
    }
  }

  /** Ends all waits from now on. */
  void stop() {
    stopping.countDown();
  }
}
