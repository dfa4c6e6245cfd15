package dev.recado.spine.channel;

import dev.recado.ground.database.DatabaseAway;
import dev.recado.ground.loop.Loop;
import dev.recado.ground.process.Daemons;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the channels in memory, because each webhook and each message asks for them. It looks for
 * changes of other processes every two seconds.
 */
final class ChannelRegistry implements Channels, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ChannelRegistry.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final ChannelTable table;
  private final Map<String, Provider> providers = new TreeMap<>();
  private final List<Channel> ofSettings = new ArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Open> links = new HashMap<>();
  private final Loop loop;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Daemons.numbered("channels"));
  private volatile List<Channel> known;
  private volatile Set<String> locked = Set.of();
  private volatile @Nullable String state;
  private volatile boolean running;

  /** A link and the version of its channel. */
  private record Open(long version, Link link) {}

  ChannelRegistry(ChannelTable table, Collection<Provider> providers, Loop loop) {
    this.table = table;
    this.loop = loop;
    providers.forEach(provider -> this.providers.put(provider.name(), provider));
    // In the order of the interface: the first one that reaches people is the preferred one.
    providers.forEach(provider -> provider.ofSettings().ifPresent(ofSettings::add));
    this.known = List.copyOf(ofSettings);
  }

  @Override
  public List<Channel> all() {
    return known;
  }

  @Override
  public Set<String> providers() {
    return providers.keySet();
  }

  Provider provider(String name) {
    return Objects.requireNonNull(providers.get(name), name);
  }

  @Override
  public Provider provider(Channel channel) {
    Provider provider = providers.get(channel.provider());
    if (provider == null) {
      throw new IllegalStateException("There is no provider '" + channel.provider() + "'");
    }
    return provider;
  }

  @Override
  public Link link(Channel channel) {
    synchronized (links) {
      Open open = links.get(channel.id());
      if (open != null && open.version() == channel.version()) {
        return open.link();
      }
      Link link = locked(channel) ? new Locked(channel.id()) : provider(channel).link(channel);
      links.put(channel.id(), new Open(channel.version(), link));
      if (open != null) {
        open.link().close();
      }
      return link;
    }
  }

  @Override
  public boolean locked(Channel channel) {
    return !channel.ofSettings() && locked.contains(channel.id());
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Looks at the table; listeners hear of it if anything has changed. */
  synchronized void look() {
    if (table.state().equals(state)) {
      return;
    }
    List<ChannelTable.Stored> rows = table.all();
    List<Channel> stored = rows.stream().map(ChannelTable.Stored::channel).toList();
    lock(rows);
    List<Channel> all = new ArrayList<>(ofSettings);
    for (Channel channel : stored) {
      if (all.stream().anyMatch(other -> other.id().equals(channel.id()))) {
        log.warn(
            "The channel '{}' of the API is hidden by the one of the environment variables",
            channel.id());
      } else if (!providers.containsKey(channel.provider())) {
        log.warn(
            "The channel '{}' has the unknown provider '{}'", channel.id(), channel.provider());
      } else {
        all.add(channel);
      }
    }
    known = List.copyOf(all);
    // What was read counts, and not what was asked before: a change may have come between the two.
    state =
        stored.stream()
            .sorted(Comparator.comparing(Channel::id))
            .map(channel -> channel.id() + ":" + channel.version())
            .collect(Collectors.joining(","));
    closeForgotten();
    listeners.forEach(Runnable::run);
  }

  private void lock(List<ChannelTable.Stored> rows) {
    Set<String> now =
        rows.stream()
            .filter(ChannelTable.Stored::locked)
            .map(row -> row.channel().id())
            .collect(Collectors.toUnmodifiableSet());
    now.stream()
        .filter(id -> !locked.contains(id))
        .forEach(
            id ->
                log.error(
                    "The credentials of the channel '{}' were stored with another RECADO_SECRET_KEY: nothing goes out by it, and"
                        + " its webhooks are asked to come again. Set that key again, or store all credentials anew with PUT"
                        + " /api/channels/{}",
                    id,
                    id));
    locked = now;
  }

  private void closeForgotten() {
    synchronized (links) {
      links
          .entrySet()
          .removeIf(
              entry -> {
                boolean gone = named(entry.getKey()).isEmpty();
                if (gone) {
                  entry.getValue().link().close();
                }
                return gone;
              });
    }
  }

  /**
   * Reads the channels once before anything uses them; without PostgreSQL the start fails anyway.
   */
  @Override
  public void start() {
    look();
    running = true;
    clock.scheduleWithFixedDelay(
        loop.guarded(this::lookAgain),
        LOOK_EVERY.toMillis(),
        LOOK_EVERY.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void lookAgain() {
    try {
      look();
    } catch (RuntimeException e) {
      if (!DatabaseAway.explains(e)) {
        throw e;
      }
      loop.failed(e);
      log.debug("The channels stay as they are while PostgreSQL is away");
    }
  }

  @Override
  public void stop() {
    running = false;
    clock.shutdownNow();
    try {
      loop.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (links) {
      links.values().forEach(open -> open.link().close());
      links.clear();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before everything that takes webhooks or sends messages. */
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 1000;
  }
}
