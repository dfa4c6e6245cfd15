package dev.recado.spine.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What dispatch must know about a connector; one bean for each connector that is more than plain
 * HTTP.
 */
public interface Channel {

  /**
   * Names the connector; its route listens on {@code direct:connector-<name>}.
   *
   * @return lower-case letters
   */
  String connector();

  /**
   * Tells whether it leads to the simulator and not to real people.
   *
   * @return true only if no real person is reached: then there is no pace, and no quiet hours
   *     unless configured
   */
  boolean simulated();

  /**
   * Tells how many messages may be tried now. Never blocks.
   *
   * @param wanted how many the dispatcher would take
   * @return as many, or fewer if the far side refuses the hub itself, not the messages: then they
   *     wait
   */
  default int room(int wanted) {
    return wanted;
  }

  /**
   * Supplies provider ids for messages, chosen before the messages are sent.
   *
   * <p>With such an id a send may be repeated: the provider recognises the repetition. Never
   * blocks.
   *
   * @param count how many are wanted
   * @return the ids at hand
   */
  MessageIds messageIds(int count);

  /**
   * Takes back ids that no message was given.
   *
   * @param ids unused ids from {@link #messageIds}
   */
  default void giveBack(List<String> ids) {}

  /**
   * Registers a listener for the moment when there is more room or more ids, so that waiting
   * messages go at once.
   *
   * @param listener called from any thread; it must return at once
   */
  default void whenReady(Runnable listener) {}

  /**
   * Tells why no message can be sent now, if that is known before a try.
   *
   * @return one line without secrets, or null if nothing is known to be wrong
   */
  default @Nullable String trouble() {
    return null;
  }

  /**
   * Ids chosen beforehand.
   *
   * @param supported false if the provider accepts none: messages go out without an id
   * @param ids at most as many as were wanted; fewer if more must be fetched first
   */
  record MessageIds(boolean supported, List<String> ids) {

    /** The provider accepts no ids from us. */
    public static final MessageIds UNSUPPORTED = new MessageIds(false, List.of());
  }
}
