package dev.recado.spine.outbox;

import dev.recado.ground.process.StartupProblem;
import dev.recado.spine.channel.Ability;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.StringUtils;

/** The lanes of the outbox: its connectors, and one for each active channel. */
final class Lanes {

  private static final Logger log = LoggerFactory.getLogger(Lanes.class);

  private final OutboxSettings settings;
  private final Channels channels;
  private final @Nullable QuietHours everywhere;

  /**
   * Creates them.
   *
   * @throws StartupProblem if {@code RECADO_QUIET_HOURS} cannot be read
   */
  Lanes(OutboxSettings settings, Channels channels) {
    this.settings = settings;
    this.channels = channels;
    this.everywhere = everywhere(settings);
  }

  private static @Nullable QuietHours everywhere(OutboxSettings settings) {
    if (!StringUtils.hasText(settings.quietHours())) {
      return null;
    }
    try {
      return QuietHours.preset(settings.quietHours().strip(), settings.timezone());
    } catch (IllegalArgumentException e) {
      throw new StartupProblem("RECADO_QUIET_HOURS cannot be read.", QuietHours.REMEDY, e);
    }
  }

  void onChange(Runnable listener) {
    channels.onChange(listener);
  }

  /** The lanes as they are now, by name. */
  Map<String, Lane> now() {
    Map<String, Lane> lanes = new TreeMap<>();
    Set<String> providers = channels.providers();
    settings
        .connectors()
        .forEach(
            (name, connector) -> {
              if (!providers.contains(name)) {
                lanes.put(name, Lane.of(name, connector));
              }
            });
    channels.all().stream()
        .filter(Channel::active)
        .forEach(channel -> lanes.put(channel.id(), lane(channel)));
    return lanes;
  }

  private Lane lane(Channel channel) {
    return new Lane(
        channel.id(),
        channel.provider(),
        channel,
        channels.link(channel),
        rules(channel),
        settings.of(channel.provider()));
  }

  private ChannelRules rules(Channel channel) {
    boolean windowed = channels.provider(channel).abilities().contains(Ability.WINDOW);
    Duration window = windowed ? ChannelRules.WHATSAPP_WINDOW : null;
    return new ChannelRules(quietHours(channel), window, channel.fallbackTemplate());
  }

  /** The channel's own hours, else the hub's; on the simulator nobody is disturbed. */
  QuietHours quietHours(Channel channel) {
    String own = channel.quietHours();
    if (own != null) {
      try {
        return QuietHours.preset(own, settings.timezone());
      } catch (IllegalArgumentException e) {
        log.error(
            "The quiet hours of the channel '{}' cannot be read; the strictest apply",
            channel.id());
        return QuietHours.preset("strict", settings.timezone());
      }
    }
    return everywhere == null
        ? QuietHours.preset(channel.simulated() ? "off" : "per-state", settings.timezone())
        : everywhere;
  }
}
