package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.database.DatabaseAway;
import dev.recado.ground.loop.Loop;
import dev.recado.ground.process.Daemons;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.systems.engine.ChatId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks at the session of each WAHA channel, because a webhook of its status may be lost or not be
 * subscribed to. Of all processes, the one that takes a look from the table asks WAHA.
 *
 * <p>The same loop keeps this process's memory of all sessions fresh.
 */
final class SessionWatch implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(SessionWatch.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  /** A session that is down is looked at as often as this, so that messages go on soon. */
  private static final Duration WHILE_DOWN = Duration.ofSeconds(5);

  /** WAHA hangs for ten seconds at most, and other sessions must not wait for it. */
  private static final int WIDTH = 4;

  /** A process that reads a history and dies leaves it to another one after this time. */
  private static final Duration READING = Duration.ofMinutes(10);

  private final Channels channels;
  private final WahaSessions sessions;
  private final SessionTable table;
  private final @Nullable WahaHistory history;
  private final Settings settings;
  private final Loop loop;
  private final Clock clock;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("waha-sessions"));
  private final ExecutorService looks =
      Executors.newFixedThreadPool(WIDTH, Daemons.numbered("waha-look"));
  private final ExecutorService readings =
      Executors.newSingleThreadExecutor(Daemons.named("waha-history"));
  private volatile boolean running;

  /**
   * How sessions are watched.
   *
   * @param every how often a session is looked at
   * @param history when missing messages are read
   */
  record Settings(Duration every, HistorySettings history) {}

  SessionWatch(
      Channels channels,
      WahaSessions sessions,
      SessionTable table,
      @Nullable WahaHistory history,
      Settings settings,
      Loop loop,
      Clock clock) {
    this.channels = channels;
    this.sessions = sessions;
    this.table = table;
    this.history = history;
    this.settings = settings;
    this.loop = loop;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    ticks.scheduleWithFixedDelay(
        loop.guarded(this::tick), 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      sessions.refresh();
      WahaHistory reader = history;
      if (reader != null) {
        channels.of(WahaProvider.NAME).stream()
            .filter(channel -> !channel.simulated() && !channels.locked(channel))
            .forEach(channel -> attend(channel, reader));
      }
    } catch (RuntimeException e) {
      if (!DatabaseAway.explains(e)) {
        throw e;
      }
      loop.failed(e);
      log.debug("The sessions of WAHA stay as they are known while PostgreSQL is away");
    }
  }

  private void attend(Channel channel, WahaHistory reader) {
    Instant now = clock.instant();
    SessionRow row = sessions.of(channel);
    Duration pause =
        row != null && row.holds() && WHILE_DOWN.compareTo(settings.every()) < 0
            ? WHILE_DOWN
            : settings.every();
    if ((row == null || row.due(now, pause))
        && table.takeLook(
            channel.id(), channel.setting(WahaProvider.SESSION), now, now.minus(pause))) {
      hand(looks, () -> look(channel));
    }
    if (row != null && row.unread(now) && table.takeHistory(row, now, now.plus(READING))) {
      hand(readings, () -> reader.read(channel, row));
    }
  }

  /** What is not done now is done later, by whoever takes it next. */
  private static void hand(ExecutorService workers, Runnable work) {
    try {
      workers.execute(
          () -> {
            try {
              work.run();
            } catch (RuntimeException | Error e) {
              log.error("The watch over WAHA's sessions failed in one round and goes on", e);
            }
          });
    } catch (RejectedExecutionException stopping) {
      log.debug("The hub stops");
    }
  }

  /** Asks WAHA. The time before the question counts: what a webhook tells meanwhile is newer. */
  private void look(Channel channel) {
    Instant begin = clock.instant();
    String session = channel.setting(WahaProvider.SESSION);
    try {
      JsonNode told = ((WahaLink) channels.link(channel)).calls().session();
      saw(channel, told, begin);
    } catch (WahaCalls.KeyRefused e) {
      // A key may be good for sending only, and sends find out about a wrong one by themselves.
      log.debug("WAHA does not show the session '{}': {}", session, e.getMessage());
    } catch (WahaCalls.NotOffered e) {
      sessions.report(channel.id(), session, SessionRow.NOT_FOUND, begin, false);
    } catch (IOException e) {
      log.debug("WAHA does not tell of the session '{}': {}", session, e.getMessage());
      sessions.report(channel.id(), session, SessionRow.AWAY, begin, false);
    }
  }

  /** Stores an answer of WAHA about a session, from any call. */
  void saw(Channel channel, JsonNode told, Instant at) {
    String session = channel.setting(WahaProvider.SESSION);
    String word = told.path("status").asText("");
    String status = SessionRow.isStatus(word) ? word : SessionRow.AWAY;
    SessionRow before = table.find(channel.id(), session).orElse(null);
    sessions.report(channel.id(), session, status, at, false);
    if (status.equals(SessionRow.WORKING)) {
      table.well(
          channel.id(),
          session,
          at,
          ChatId.phone(told.at("/me/id").asText(null)),
          before == null ? null : gap(before, at));
    }
  }

  /** The time since which webhooks may have been lost, or null. */
  private SessionTable.@Nullable Gap gap(SessionRow before, Instant now) {
    Instant from = settings.history().enabled() ? since(before, now) : null;
    if (from == null) {
      return null;
    }
    Instant earliest = now.minus(settings.history().most());
    log.info("Messages of WAHA's session '{}' may be missing since {}", before.session(), from);
    return new SessionTable.Gap(
        from.isBefore(earliest) ? earliest : from, now.plus(settings.history().after()));
  }

  private @Nullable Instant since(SessionRow before, Instant now) {
    Instant well = before.wellAt();
    if (before.gapFrom() != null || well == null) {
      return null;
    }
    boolean wasDown = !before.status().equals(SessionRow.WORKING) || before.since().isAfter(well);
    boolean wasAway = well.plus(settings.every().multipliedBy(2)).isBefore(now);
    return wasDown || wasAway ? well : silence(before, now);
  }

  /** A session may work and still report nothing (docs/contracts.md#waha-session). */
  private @Nullable Instant silence(SessionRow before, Instant now) {
    Instant heard = before.heardAt();
    Instant read = before.readTo();
    Instant last = heard == null || read != null && read.isAfter(heard) ? read : heard;
    Duration quiet = settings.history().silence();
    return last == null || quiet.isZero() || last.plus(quiet).isAfter(now) ? null : last;
  }

  @Override
  public void stop() {
    running = false;
    ticks.shutdownNow();
    looks.shutdownNow();
    readings.shutdownNow();
    try {
      loop.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the channels are read, and before messages go out. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 2000;
  }
}
