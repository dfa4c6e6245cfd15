package dev.recado.spine.campaign;

import dev.recado.ground.process.Daemons;
import dev.recado.ground.web.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends the progress of campaigns to whoever listens, as server-sent events.
 *
 * <p>No listener has a thread or a query of its own: one query for each campaign serves all its
 * listeners, and without listeners there is none.
 */
final class ProgressStreams implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ProgressStreams.class);

  /** A thousand open streams would be a mistake of a page. */
  private static final int MOST = 200;

  private static final long LOOK_MILLIS = 1000;
  private static final long HEARTBEAT_NANOS = Duration.ofSeconds(15).toNanos();

  /** A query may take this share of the time: a campaign of a million is counted less often. */
  private static final long SHARE = 10;

  private final ProgressQueries progress;
  private final Map<UUID, Watched> watched = new HashMap<>();
  private final ExecutorService senders =
      Executors.newFixedThreadPool(2, Daemons.numbered("campaign-progress"));
  private @Nullable ScheduledExecutorService clock;
  private volatile boolean running;

  ProgressStreams(ProgressQueries progress) {
    this.progress = progress;
  }

  private static final class Watched {
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private long nextNanos;
    private @Nullable Progress last;
  }

  /** One caller. A slow one misses steps, and never the last one. */
  private static final class Listener {
    private final SseEmitter emitter = new SseEmitter(0L);
    private final AtomicBoolean busy = new AtomicBoolean();
    private final BooleanSupplier remains;
    private @Nullable Progress shown;
    private long sentNanos;

    Listener(BooleanSupplier remains) {
      this.remains = remains;
    }
  }

  /**
   * Opens a stream, which ends with the campaign.
   *
   * @param id of a campaign that exists
   * @param remains asked every second; the stream ends where its caller may hear no more
   * @throws Refusal with 503 if too many are open
   */
  synchronized SseEmitter open(UUID id, BooleanSupplier remains) {
    if (!running || watched.values().stream().mapToInt(one -> one.listeners.size()).sum() >= MOST) {
      throw Refusal.unavailable("Há acompanhamentos demais abertos; feche outros e repita.");
    }
    Listener listener = new Listener(remains);
    watched.computeIfAbsent(id, any -> new Watched()).listeners.add(listener);
    listener.emitter.onCompletion(() -> leave(id, listener));
    listener.emitter.onTimeout(() -> leave(id, listener));
    listener.emitter.onError(gone -> leave(id, listener));
    if (clock == null) {
      clock = Executors.newSingleThreadScheduledExecutor(Daemons.named("campaign-progress-clock"));
      clock.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    return listener.emitter;
  }

  private synchronized void leave(UUID id, Listener listener) {
    Watched campaign = watched.get(id);
    if (campaign != null) {
      campaign.listeners.remove(listener);
      if (campaign.listeners.isEmpty()) {
        watched.remove(id);
      }
    }
    if (watched.isEmpty() && clock != null) {
      clock.shutdown();
      clock = null;
    }
  }

  private void look() {
    Map<UUID, Watched> now;
    synchronized (this) {
      now = Map.copyOf(watched);
    }
    now.forEach(
        (id, campaign) -> {
          try {
            look(id, campaign);
          } catch (RuntimeException e) {
            log.warn("The progress of campaign {} cannot be read: {}", id, e.getMessage());
          }
        });
  }

  private void look(UUID id, Watched campaign) {
    long begin = System.nanoTime();
    if (campaign.last == null || begin - campaign.nextNanos >= 0) {
      campaign.last = progress.of(id).orElse(campaign.last);
      campaign.nextNanos = System.nanoTime() + (System.nanoTime() - begin) * SHARE;
    }
    Progress last = campaign.last;
    if (last != null) {
      campaign.listeners.forEach(listener -> tell(listener, last));
    }
  }

  private void tell(Listener listener, Progress last) {
    boolean gone = !listener.remains.getAsBoolean();
    boolean news = !last.equals(listener.shown);
    boolean ended = last.state().ended();
    boolean silent = System.nanoTime() - listener.sentNanos > HEARTBEAT_NANOS;
    if ((news || ended || silent || gone) && listener.busy.compareAndSet(false, true)) {
      senders.execute(gone ? listener.emitter::complete : () -> send(listener, last, news));
    }
  }

  private static void send(Listener listener, Progress last, boolean news) {
    try {
      listener.emitter.send(
          news
              ? SseEmitter.event().name("progress").data(last, MediaType.APPLICATION_JSON)
              : SseEmitter.event().comment("still here"));
      listener.shown = last;
      listener.sentNanos = System.nanoTime();
      if (last.state().ended()) {
        listener.emitter.complete();
      }
    } catch (IOException | IllegalStateException e) {
      listener.emitter.completeWithError(e);
    } finally {
      listener.busy.set(false);
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Ends all streams, so that the web server need not wait for them. */
  @Override
  public void stop() {
    running = false;
    List<Listener> all;
    synchronized (this) {
      all = watched.values().stream().flatMap(one -> one.listeners.stream()).toList();
    }
    all.forEach(listener -> listener.emitter.complete());
    senders.shutdown();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server, which waits for the end of all requests. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 5;
  }
}
