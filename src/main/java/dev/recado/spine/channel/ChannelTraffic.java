package dev.recado.spine.channel;

import org.jspecify.annotations.Nullable;

/** What the outbox tells about the messages of a channel. */
public interface ChannelTraffic {

  /**
   * Counts the messages that have not gone out yet.
   *
   * @param channel its id
   */
  long waiting(String channel);

  /**
   * Lets another channel send the messages that have not gone out yet.
   *
   * @param from the id of the channel
   * @param to the id of the other one
   * @return how many there were; one that is being sent now stays
   */
  int move(String from, String to);

  /**
   * Tries the messages that failed again at once: somebody has changed the channel.
   *
   * @param channel its id
   */
  void retry(String channel);

  /**
   * Tells why a channel sends nothing at present.
   *
   * @param channel its id
   * @return one line without secrets, or null if nothing is known to be wrong
   */
  @Nullable String trouble(String channel);

  /**
   * Tells whether hours can be read, as in {@code RECADO_QUIET_HOURS}.
   *
   * @param text a preset or hours by day
   */
  boolean readsQuietHours(String text);
}
