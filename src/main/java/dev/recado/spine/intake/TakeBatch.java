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
 * Takes a batch into the tables, and waits for a PostgreSQL that is away.
 *
 * <p>It does not wait for long at a time. While it does, its consumer does not poll, and a hub that
 * joins or leaves would wait with it. So the batch is given back in between, with the partitions:
 * the hub that gets them begins with the same records.
 */
final class TakeBatch implements Processor {

  /** By then a connection that broke is another one; what lasts longer is worth a rebalance. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final long PAUSE_MILLIS = 500;

  private final Taker intake;
  private final Loop loop;
  private final Duration patience;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** Does what {@link Intake#take} does. */
  interface Taker {
    void take(List<InboundRecord> records) throws InterruptedException;
  }

  /**
   * Makes one.
   *
   * @param patience how long a batch is tried again before it is given back
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
   * Tries once. Whatever it is that fails is waited for like a PostgreSQL that is away; an error,
   * too, for it would end the consumer for good.
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

  /** Lets nobody wait from now on. */
  void stop() {
    stopping.countDown();
  }
}
