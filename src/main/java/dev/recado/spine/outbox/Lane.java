package dev.recado.spine.outbox;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Link;
import dev.recado.spine.channel.Pace;
import dev.recado.spine.outbox.OutboxSettings.ConnectorSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The way of one dispatcher: a connector, or one channel of a provider.
 *
 * @param name as rows of the outbox name it
 * @param connector the name in the route {@code direct:connector-<name>}
 * @param channel the channel, or null for a connector that is none
 * @param link the channel's state in this process
 * @param rules what the gate must know of the channel
 * @param settings how fast and how patiently it sends
 */
record Lane(
    String name,
    String connector,
    @Nullable Channel channel,
    Link link,
    ChannelRules rules,
    ConnectorSettings settings) {

  private static final Link ALWAYS = new Link() {};

  /** A connector whose far side has no state that dispatch must know. */
  static Lane of(String connector, ConnectorSettings settings) {
    return new Lane(connector, connector, null, ALWAYS, ChannelRules.NONE, settings);
  }

  /** The pace, or null for no limit; the simulator waits for nothing. */
  @Nullable Pace pace() {
    return channel != null && channel.simulated() ? null : realPace();
  }

  /** The pace with real people, or null for no limit. */
  @Nullable Pace realPace() {
    return channel == null || channel.pace() == null ? settings.pace() : channel.pace();
  }

  /** Tells whether another lane sends in the same way; the rules follow from the channel. */
  boolean same(@Nullable Lane other) {
    return other != null && link == other.link && Objects.equals(channel, other.channel);
  }
}
