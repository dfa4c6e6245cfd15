package dev.recado.chat.conversation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What customers wrote: which turn answers it, and what it was taken for. */
public interface CustomerMessages {

  /**
   * Tells whether a customer has written lately.
   *
   * @param conversation its key
   * @param since later than this
   * @return whether a message of the customer came since then
   */
  boolean wroteSince(String conversation, Instant since);

  /** A stored message that has no turn yet. */
  record Unanswered(UUID id, String conversation) {}

  /**
   * Finds a message that is to be answered.
   *
   * @param message its id, or that of the event by which it came another way
   * @return the message, or empty where it has its turn, was deleted or is not stored
   */
  Optional<Unanswered> unanswered(UUID message);

  /**
   * The last thing a customer wrote.
   *
   * @param message its id
   * @param turn that answers it, or null
   * @param waiting whether that turn is still to come
   */
  record Last(UUID message, @Nullable UUID turn, boolean waiting) {}

  /**
   * Finds what a customer wrote last, and keeps it for the caller's transaction alone.
   *
   * @param conversation its key
   * @return the message, or empty where he has written nothing or deleted all of it
   */
  Optional<Last> last(String conversation);

  /**
   * Says which turn answers a message.
   *
   * @param message its id
   * @param turn the event of the turn
   */
  void answeredBy(UUID message, UUID turn);

  /**
   * Leaves all messages of a turn to another one.
   *
   * @param turn whose they are
   * @param other whose they will be
   */
  void leave(UUID turn, UUID other);

  /**
   * Writes down what the messages of a turn were taken for; the conversation shows the last.
   *
   * @param turn the event of the turn
   * @param intent what they were taken for
   * @param confidence from 0 to 1
   * @param source {@code llm} or {@code local}
   * @param entities what was found in them
   */
  void understood(
      UUID turn, String intent, double confidence, String source, Map<String, Object> entities);
}
