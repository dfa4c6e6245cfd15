package dev.recado.spine.outbox;

import dev.recado.spine.channel.Channel;
import org.jspecify.annotations.Nullable;

/** Sends one delivery through its connector. */
interface Sender {

  /**
   * Sends it; returns an outcome and never throws.
   *
   * @param connector the name in the route {@code direct:connector-<name>}
   * @param channel the channel, or null for a connector that is none
   * @param delivery the message
   */
  Outcome send(String connector, @Nullable Channel channel, Delivery delivery);
}
