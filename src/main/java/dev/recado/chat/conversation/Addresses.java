package dev.recado.chat.conversation;

import java.util.Optional;

/** How the people on the other side are reached. */
public interface Addresses {

  /**
   * Tells how a conversation is reached.
   *
   * @param conversation its key, see {@link dev.recado.spine.outbox.Contacts#conversation}
   * @return the phone's digits, or the chat id where the phone is hidden; empty where nobody wrote
   *     or was written to under this key
   */
  Optional<String> address(String conversation);

  /**
   * Follows merges to the key that a conversation has now.
   *
   * @param conversation a key that it has or had
   */
  String now(String conversation);
}
