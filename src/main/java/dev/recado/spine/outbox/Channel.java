package dev.recado.spine.outbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What dispatch must know of a connector; one bean for each that is more than plain HTTP. */
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
   * @return true only where nobody real is reached: no pace, and no quiet hours unless asked for
   */
  boolean simulated();

  /**
   * Tells how many messages may be tried now. Never blocks.
   *
   * @param wanted how many the dispatcher would take
   * @return as many, or fewer where the far side refuses us and not the messages: they wait
   */
  default int room(int wanted) {
    return wanted;
  }

  /**
   * Supplies ids that messages shall have at the provider, chosen before they are sent.
   *
   * <p>With such an id a send may be repeated: the provider knows both for one. Never blocks.
   *
   * @param count how many are wanted
   * @return what is at hand
   */
  MessageIds messageIds(int count);

  /**
   * Takes back ids that no message was given.
   *
   * @param ids from {@link #messageIds}, used by nobody
   */
  default void giveBack(List<String> ids) {}

  /**
   * Asks to be told when there is more than there was, so that waiting messages go at once.
   *
   * @param listener called from any thread, returns at once
   */
  default void whenReady(Runnable listener) {}

  /**
   * Says why no message can be handed over just now, where that shows before one is tried.
   *
   * @return one line without secrets, or null where nothing is known to be wrong
   */
  default @Nullable String trouble() {
    return null;
  }

  /**
   * Ids chosen beforehand.
   *
   * @param supported false where the provider takes none: messages go out without
   * @param ids at most as many as were wanted; fewer where they have yet to be fetched
   */
  record MessageIds(boolean supported, List<String> ids) {

    /** The provider takes no ids of ours. */
    public static final MessageIds UNSUPPORTED = new MessageIds(false, List.of());
  }
}
