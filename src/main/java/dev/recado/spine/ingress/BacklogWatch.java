package dev.recado.spine.ingress;

import dev.recado.ground.loop.Loop;
import dev.recado.ground.process.Daemons;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Gives {@link Headroom} the counts of the log once a second. */
final class BacklogWatch implements AutoCloseable {

  private final Backlog backlog;
  private final Headroom headroom;
  private final Loop loop;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("backlog-watch"));

  BacklogWatch(Backlog backlog, Headroom headroom, Loop loop) {
    this.backlog = backlog;
    this.headroom = headroom;
    this.loop = loop;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    clock.scheduleWithFixedDelay(loop.guarded(this::check), 1, 1, TimeUnit.SECONDS);
  }

  private void check() {
    try {
      headroom.look(backlog.count());
    } catch (KafkaException e) {
      // The log's breaker and its health check report that Kafka is away.
      headroom.lost();
    } catch (RuntimeException | Error e) {
      headroom.lost();
      throw e;
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
