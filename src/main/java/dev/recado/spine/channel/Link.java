package dev.recado.spine.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of one channel in this process, as dispatch must know it before it takes a message.
 *
 * <p>No method blocks.
 */
public interface Link extends AutoCloseable {

  /**
   * Tells how many messages may be tried now.
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
   * <p>With such an id a send may be repeated: the provider recognises the repetition.
   *
   * @param count how many are wanted
   * @return the ids at hand
   */
  default MessageIds messageIds(int count) {
    return MessageIds.UNSUPPORTED;
  }

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

  /** Ends what it does in the background; the channel was changed, or is gone. */
  @Override
  default void close() {}

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
