package dev.recado.systems.waha;

import dev.recado.spine.channel.Channel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the channel that a webhook is for. */
final class WahaSession {

  /** What is kept of a webhook: the ids of the channels whose key signed it. */
  static final String PROVED = "proved";

  private WahaSession() {}

  /**
   * Finds the channel of a session.
   *
   * <p>The only channel takes every session, unless its name was set: without a name the hub cannot
   * know which one is its own.
   *
   * @param session its name in the webhook, or null
   * @param proved the channels whose key signed the webhook
   * @param all the channels of WAHA
   */
  static Optional<Channel> channel(
      @Nullable String session, List<Channel> proved, List<Channel> all) {
    Optional<Channel> named =
        proved.stream()
            .filter(channel -> channel.setting(WahaProvider.SESSION).equals(session))
            .findFirst();
    return named.isEmpty() && all.size() == 1 && all.get(0).ofSettings()
        ? all.stream().findFirst()
        : named;
  }
}
