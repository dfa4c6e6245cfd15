package dev.recado.chat.conversation;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hears of messages in a conversation, in the transaction that stores the message. Each package
 * that acts on messages has one bean.
 */
public interface ConversationListener {

  /**
   * A message of our side that did not go through the hub.
   *
   * @param conversation the conversation's key
   * @param address the phone's digits, or the chat id where the phone is hidden
   * @param name the author's name, or null if only the company's phone is known
   * @param channel {@code whatsapp}, {@code kommo} and so on
   * @param event the event of the message
   */
  record Written(
      String conversation, String address, @Nullable String name, String channel, UUID event) {}

  /**
   * The customer wrote.
   *
   * @param conversation the conversation's key
   */
  default void customerWrote(String conversation) {}

  /**
   * A person of our side wrote to the customer.
   *
   * @param message the message
   */
  default void personWrote(Written message) {}

  /**
   * The WhatsApp Business app wrote by itself; no person did.
   *
   * @param message the message
   * @param why the reason to regard it as the app's, in Portuguese
   */
  default void appWrote(Written message, String why) {}

  /**
   * The app wrote a message that was first reported to {@link #personWrote}.
   *
   * @param message the message
   * @param why the reason to regard it as the app's, in Portuguese
   */
  default void personWasTheApp(Written message, String why) {}
}
