package dev.recado.spine.channel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    throw new UnsupportedOperationException("This test has no providers");
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
