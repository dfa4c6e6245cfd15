package dev.recado.ingress;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Tells {@link Headroom} once a second how the log stands. */
final class BacklogWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BacklogWatch.class);

  private final Backlog backlog;
  private final Headroom headroom;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "backlog-watch");
            thread.setDaemon(true);
            return thread;
          });

  BacklogWatch(Backlog backlog, Headroom headroom) {
    this.backlog = backlog;
    this.headroom = headroom;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  private void look() {
    try {
      headroom.look(backlog.count());
    } catch (KafkaException e) {
      headroom.lost();
    } catch (RuntimeException | Error e) {
      // The schedule would end with it.
      headroom.lost();
      log.error("The backlog could not be looked at", e);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
