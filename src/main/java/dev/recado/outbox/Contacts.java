package dev.recado.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the people on the other side may be written to; the gate reads it at each send. */
public interface Contacts {

  /**
   * What holds for one person, under both forms of a Brazilian number.
   *
   * @param optedOutAt since when nothing is sent at all, or null
   * @param optOutReason why, or null
   * @param handedOverAt since when a person answers instead of the hub, or null
   * @param handedOverTo who, or null
   */
  record Standing(
      @Nullable Instant optedOutAt,
      @Nullable String optOutReason,
      @Nullable Instant handedOverAt,
      @Nullable String handedOverTo) {

    /** Nobody has said anything about this person. */
    public static final Standing NONE = new Standing(null, null, null, null);
  }

  /**
   * Looks a person up.
   *
   * @param digits the phone's international digits
   * @return {@link Standing#NONE} for a stranger
   */
  Standing of(String digits);

  /**
   * Sends this person nothing from now on; what waits is cancelled when its turn comes.
   *
   * @param digits the phone's international digits
   * @param reason why, or null
   */
  void optOut(String digits, @Nullable String reason);

  /**
   * Lets this person be written to again; what was cancelled stays cancelled.
   *
   * @param digits the phone's international digits
   */
  void optIn(String digits);

  /**
   * Silences the hub's answers to this person; notices wait until the conversation is given back.
   *
   * @param digits the phone's international digits
   * @param to who answers now, or null
   */
  void handOver(String digits, @Nullable String to);

  /**
   * Gives the conversation back to the hub; what waited for that is due at once.
   *
   * @param digits the phone's international digits
   */
  void handBack(String digits);
}
