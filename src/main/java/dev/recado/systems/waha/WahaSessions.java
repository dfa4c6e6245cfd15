package dev.recado.systems.waha;

import dev.recado.spine.channel.Channel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The sessions as this process knows them: at most a second behind the table, which all processes
 * write.
 */
final class WahaSessions {

  private static final Logger log = LoggerFactory.getLogger(WahaSessions.class);

  /** How long a message waits before it finds out for itself about a session nobody looks at. */
  private static final Duration TRIAL_EVERY = Duration.ofSeconds(30);

  private final SessionTable table;
  private final Duration lookEvery;
  private final Clock clock;
  private final Map<Key, Listener> listeners = new ConcurrentHashMap<>();
  private volatile Map<Key, SessionRow> known = Map.of();

  WahaSessions(SessionTable table, Duration lookEvery, Clock clock) {
    this.table = table;
    this.lookEvery = lookEvery;
    this.clock = clock;
  }

  private record Key(String channel, String session) {

    static Key of(SessionRow row) {
      return new Key(row.channel(), row.session());
    }
  }

  /** The listeners of one session. */
  private static final class Listener extends CopyOnWriteArrayList<Runnable> {
    private static final long serialVersionUID = 1L;
  }

  /** What is known of the session of a channel, or null. */
  @Nullable SessionRow of(Channel channel) {
    return known.get(new Key(channel.id(), channel.setting(WahaProvider.SESSION)));
  }

  /** Reads the table. */
  void refresh() {
    learn(table.all());
  }

  private synchronized void learn(List<SessionRow> rows) {
    Map<Key, SessionRow> before = known;
    Map<Key, SessionRow> now = new ConcurrentHashMap<>();
    rows.forEach(row -> now.put(Key.of(row), row));
    known = now;
    now.forEach(
        (key, row) -> {
          SessionRow old = before.get(key);
          if (old != null && old.holds() && !row.holds()) {
            listeners.getOrDefault(key, new Listener()).forEach(Runnable::run);
          }
        });
  }

  /**
   * Stores a status that somebody has told.
   *
   * @param at when it was so
   * @param refuses whether WAHA has refused a message in it
   */
  void report(String channel, String session, String status, Instant at, boolean refuses) {
    if (table.report(channel, session, status, at, refuses)) {
      refresh();
      SessionRow row = known.get(new Key(channel, session));
      if (row != null && row.holds()) {
        log.warn("WAHA's session '{}' of the channel '{}' is {}", session, channel, status);
      } else {
        log.info("WAHA's session '{}' of the channel '{}' is {}", session, channel, status);
      }
    }
  }

  /** The session as the link of a channel sees it. */
  Watched watched(Channel channel) {
    return new OfChannel(channel);
  }

  private final class OfChannel implements Watched {

    private final Channel channel;
    private final Key key;
    private final List<Runnable> mine = new CopyOnWriteArrayList<>();
    private Instant triedAt = Instant.MIN;

    OfChannel(Channel channel) {
      this.channel = channel;
      this.key = new Key(channel.id(), channel.setting(WahaProvider.SESSION));
    }

    @Override
    public @Nullable String trouble() {
      SessionRow row = known.get(key);
      return row == null ? null : row.trouble();
    }

    @Override
    public synchronized boolean mayTry() {
      Instant now = clock.instant();
      SessionRow row = known.get(key);
      boolean lost = channel.simulated() || row == null || row.unwatched(now, lookEvery);
      if (!lost || triedAt.plus(TRIAL_EVERY).isAfter(now)) {
        return false;
      }
      triedAt = now;
      return true;
    }

    /** A message's outcome must not depend on whether its lesson can be stored. */
    @Override
    public void refused(String status) {
      try {
        report(key.channel(), key.session(), status, clock.instant(), true);
      } catch (DataAccessException e) {
        log.debug("The status of WAHA's session cannot be stored while PostgreSQL is away");
      }
    }

    @Override
    public void whenBack(Runnable listener) {
      mine.add(listener);
      listeners.computeIfAbsent(key, one -> new Listener()).add(listener);
    }

    @Override
    public void close() {
      Listener all = listeners.get(key);
      if (all != null) {
        all.removeAll(mine);
      }
    }
  }
}
