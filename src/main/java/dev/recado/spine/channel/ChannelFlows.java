package dev.recado.spine.channel;

/** Tells which flows can answer the customers of a channel. */
@FunctionalInterface
public interface ChannelFlows {

  /**
   * Tells whether a flow that answers turns runs on this hub.
   *
   * @param flow the name behind its {@code direct:}
   */
  boolean exists(String flow);
}
