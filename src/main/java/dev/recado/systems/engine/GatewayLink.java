package dev.recado.systems.engine;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Link;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The state of a channel whose gateway accepts no message ids from the hub. */
public final class GatewayLink implements Link {

  private final Sessions sessions;
  private final String channel;
  private final String setting;
  private final Rest rest;

  /**
   * Creates the link.
   *
   * @param sessions what webhooks told of its session
   * @param channel that it is of
   * @param setting the variable that names the session
   * @param clock for the pauses
   */
  public GatewayLink(Sessions sessions, Channel channel, String setting, Clock clock) {
    this.sessions = sessions;
    this.channel = channel.id();
    this.setting = setting;
    this.rest = new Rest(clock);
  }

  /** Gives the rest that refused sends begin, and successful ones end. */
  public Rest rest() {
    return rest;
  }

  /** While the gateway takes nothing, one message is tried from time to time. */
  @Override
  public int room(int wanted) {
    if (wanted <= 0 || rest.reason() == null) {
      return wanted;
    }
    if (sessions.backSince(channel, rest.since())) {
      rest.end();
      return wanted;
    }
    return rest.mayTry() ? 1 : 0;
  }

  @Override
  public @Nullable String trouble() {
    String reason = rest.reason();
    return reason == null ? sessions.trouble(channel, setting) : reason;
  }
}
