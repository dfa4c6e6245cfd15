package dev.recado.authoring.flowtest;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.channel.Link;
import dev.recado.spine.channel.Provider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The channels of a flow test: every name is one, because channels are data of a hub and a test has
 * none. Webhooks of all WAHA sessions come by the channel {@code waha}.
 */
final class GivenChannels implements Channels {

  private static final String WAHA = "waha";

  @Override
  public List<Channel> all() {
    return List.of(channel(WAHA));
  }

  @Override
  public Optional<Channel> named(String id) {
    return id.equals(Channel.ANY) ? Optional.empty() : Optional.of(channel(id));
  }

  private static Channel channel(String id) {
    return Channel.ofSettings(id, id, Map.of("session", "default"), Map.of(), true);
  }

  @Override
  public Set<String> providers() {
    return Set.of(WAHA);
  }

  @Override
  public Provider provider(Channel channel) {
    throw new UnsupportedOperationException("A flow test sends nothing");
  }

  @Override
  public boolean locked(Channel channel) {
    return false;
  }

  @Override
  public Link link(Channel channel) {
    throw new UnsupportedOperationException("A flow test sends nothing");
  }

  @Override
  public void onChange(Runnable listener) {
    // The channels of a flow test never change.
  }
}
