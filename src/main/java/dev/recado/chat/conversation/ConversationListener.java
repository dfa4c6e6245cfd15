package dev.recado.chat.conversation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hears who writes in a conversation, in the transaction that keeps the message; one bean for each
 * room above that acts on it.
 */
public interface ConversationListener {

  /**
   * A message that our side wrote, not through the hub.
   *
   * @param conversation its key
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param name the person's name, or null where only the company's phone is known
   * @param channel {@code whatsapp}, {@code kommo} and so on
   * @param event the event that brought it
   */
  record Written(
      String conversation, String address, @Nullable String name, String channel, UUID event) {}

  /**
   * The customer wrote.
   *
   * @param conversation its key
   */
  default void customerWrote(String conversation) {}

  /**
   * A person of our side wrote to the customer.
   *
   * @param message what was written
   */
  default void personWrote(Written message) {}

  /**
   * The WhatsApp Business app wrote by itself, and no person did.
   *
   * @param message what was written
   * @param why it is taken for the app's, in Portuguese
   */
  default void appWrote(Written message, String why) {}

  /**
   * A message that was told of by {@link #personWrote} turned out to be the app's.
   *
   * @param message what was written
   * @param why it is taken for the app's, in Portuguese
   */
  default void personWasTheApp(Written message, String why) {}
}
