package dev.recado.spine.channel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Channels that a test gives, without a table. */
public final class TestChannels implements Channels {

  private final List<Channel> channels = new ArrayList<>();
  private final Map<String, Link> links = new HashMap<>();
  private final List<Runnable> listeners = new ArrayList<>();

  /**
   * Gives active channels that reach real people.
   *
   * @param ids also the names of their providers
   */
  public static TestChannels ofProviders(String... ids) {
    TestChannels all = new TestChannels();
    Stream.of(ids).forEach(id -> all.with(Channel.ofSettings(id, id, Map.of(), Map.of(), false)));
    return all;
  }

  /** Gives one channel more. */
  public TestChannels with(Channel channel) {
    return with(channel, new Link() {});
  }

  /** Gives one channel more, with its state. */
  public TestChannels with(Channel channel, Link link) {
    channels.add(channel);
    links.put(channel.id(), link);
    listeners.forEach(Runnable::run);
    return this;
  }

  /** Takes a channel away. */
  public TestChannels without(String id) {
    channels.removeIf(channel -> channel.id().equals(id));
    listeners.forEach(Runnable::run);
    return this;
  }

  @Override
  public List<Channel> all() {
    return List.copyOf(channels);
  }

  @Override
  public Set<String> providers() {
    return channels.stream().map(Channel::provider).collect(Collectors.toSet());
  }

  @Override
  public Provider provider(Channel channel) {
    return new Plain(channel.provider());
  }

  /** A provider that can send texts, and nothing else is known of it. */
  private record Plain(String name) implements Provider {

    @Override
    public List<Field> fields() {
      return List.of();
    }

    @Override
    public Set<Ability> abilities() {
      return Set.of();
    }

    @Override
    public Optional<Channel> ofSettings() {
      return Optional.empty();
    }

    @Override
    public Link link(Channel channel) {
      throw new UnsupportedOperationException("This test gives the links itself");
    }

    @Override
    public Checkup test(Channel channel) {
      throw new UnsupportedOperationException("This test reaches no provider");
    }
  }

  @Override
  public boolean locked(Channel channel) {
    return false;
  }

  @Override
  public Link link(Channel channel) {
    return links.getOrDefault(channel.id(), new Link() {});
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }
}
