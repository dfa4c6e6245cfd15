package dev.recado.chat.turn;

import java.util.Optional;
import java.util.UUID;

/** What somebody asks the hub to say in a conversation. */
public interface Answers {

  /**
   * Sends somebody's own words, through the outbox and its gate; also where a person answers the
   * conversation, and free of quiet hours where the customer has written within the last day.
   *
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param text what is said
   * @return the message's id
   */
  UUID say(String address, String text);

  /**
   * Lets the hub answer what the customer wrote last, in a turn of its own.
   *
   * @param conversation its key, see {@link dev.recado.spine.outbox.Contacts#conversation}
   * @return the turn, which is an event; empty where the customer has never written
   */
  Optional<UUID> anew(String conversation);
}
