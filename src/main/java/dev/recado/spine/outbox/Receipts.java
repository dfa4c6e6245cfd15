package dev.recado.spine.outbox;

import java.time.Instant;
import java.util.List;

/** What providers tell of messages after they have taken them. */
public interface Receipts {

  /** How far a message got. */
  enum State {
    /** The provider has it. */
    SENT,
    /** It is on the phone. */
    DELIVERED,
    /** It was seen. */
    READ,
    /** The provider took it and could not deliver it. */
    FAILED
  }

  /**
   * One receipt.
   *
   * @param providerId the message's id at the provider
   * @param state how far it got
   * @param at when
   */
  record Receipt(String providerId, State state, Instant at) {}

  /**
   * Moves messages forward, in the caller's transaction; never back, in whatever order receipts
   * come.
   *
   * <p>A receipt may overtake the answer to the send that it is about: it is kept until that is
   * written down. One for a message that counts as unknown, dead or due for another try settles it:
   * it did go out.
   *
   * @param receipts any number, also of messages that are not ours
   */
  void take(List<Receipt> receipts);
}
