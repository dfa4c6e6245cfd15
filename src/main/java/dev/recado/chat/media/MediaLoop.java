package dev.recado.chat.media;

import dev.recado.chat.media.MediaTable.Due;
import dev.recado.ground.loop.Loop;
import dev.recado.ground.loop.Workers;
import dev.recado.spine.outbox.Instance;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/** Looks for files that are due, and hands them to workers. */
final class MediaLoop implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(MediaLoop.class);

  /** WAHA keeps a file for minutes, and people wait for none. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  private static final Duration GATHER = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final MediaTable table;
  private final MediaFetch fetch;
  private final Workers workers;
  private final Share share;
  private final Instance me;
  private final Clock clock;
  private volatile boolean running;

  MediaLoop(MediaTable table, MediaFetch fetch, Loop loop, int width, Instance me, Clock clock) {
    this.table = table;
    this.fetch = fetch;
    this.workers = new Workers(loop, "media", width);
    this.share = new Share(width);
    this.me = me;
    this.clock = clock;
  }

  /** The simulator, which has files too, answers only now. */
  @EventListener(ApplicationReadyEvent.class)
  void ready() {
    if (me.alone()) {
      table.release(clock.instant());
    }
    workers.begin(this::look, IDLE, GATHER);
    running = true;
  }

  /** One file at a time, because each may use up the share of its channel. */
  private int look() {
    int taken = 0;
    while (workers.free() > 0) {
      List<Due> due = table.claim(1, clock.instant(), share.used());
      if (due.isEmpty()) {
        return taken;
      }
      due.forEach(this::hand);
      taken++;
    }
    return taken;
  }

  private void hand(Due file) {
    share.take(file.channel());
    workers.hand(
        () -> {
          try {
            return fetch.run(file);
          } finally {
            share.giveBack(file.channel());
          }
        });
  }

  /** Does nothing, see {@link #ready()}. */
  @Override
  public void start() {}

  @Override
  public void stop() {
    if (!running) {
      return;
    }
    running = false;
    try {
      if (!workers.close(PATIENCE)) {
        log.info("Files are still being fetched, and will be fetched again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 10;
  }
}
