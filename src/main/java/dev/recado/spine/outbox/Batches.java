package dev.recado.spine.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are let out together, such as those of a campaign. They can be held, let go again
 * and taken back as one, and the gate keeps to that at each send.
 *
 * <p>All changes happen in the caller's transaction.
 */
public interface Batches {

  /** When a message of a held batch is due. */
  Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  /**
   * Opens a batch. One that is open already stays as it is.
   *
   * @param batch its id
   * @param hours when its messages may go out, besides the quiet hours, as {@link
   *     WritingHours#readable} takes them; or null
   */
  void open(UUID batch, @Nullable String hours);

  /**
   * Adds messages; dispatch is woken once the transaction commits.
   *
   * @param batch an open batch
   * @param messages the messages, without news; one whose id exists is left out
   * @return how many were added
   */
  int add(UUID batch, List<OutboxMessage> messages);

  /**
   * Counts what has not gone out yet.
   *
   * @param batch its id
   */
  Waiting waiting(UUID batch);

  /**
   * What has not gone out yet.
   *
   * @param ready waits for its turn or is being sent; also what the gate held until now
   * @param held is held by the gate, for hours or until a person decides, or is repeated later than
   *     in a minute
   * @param readyBy how many are ready, by the channel of those that have not gone out
   */
  record Waiting(long ready, long held, Map<String, Long> readyBy) {

    /** Tells whether anything may still go out. */
    public boolean any() {
      return ready > 0 || held > 0;
    }
  }

  /**
   * Tells by which channel contacts would be written to at this moment, where a message leaves that
   * open.
   *
   * @param conversations the keys of their conversations
   * @return the channel's id by conversation; {@code whatsapp} where no channel is active
   */
  Map<String, String> channels(Collection<String> conversations);

  /**
   * Holds all that waits, until {@link #resume}. What is being sent at this moment goes out.
   *
   * @param batch its id
   * @param reason one sentence for operators, with a code before it
   * @return how many messages were held
   */
  int hold(UUID batch, String reason);

  /**
   * Lets a held batch go on, from now on and in its order.
   *
   * @param batch its id
   * @param apart the time between two messages, or zero: what was due during the hold does not all
   *     go at once
   * @return when the last message that was held is due; empty if none was
   */
  Optional<Instant> resume(UUID batch, Duration apart);

  /**
   * Lets go what is still held although the batch is not: a message that was being judged while
   * {@link #resume} ran.
   *
   * @param batch its id
   * @return how many messages were held
   */
  int letGo(UUID batch);

  /**
   * Cancels all that waits, for ever.
   *
   * @param batch its id
   * @param reason one sentence for operators, with a code before it
   * @return how many messages were cancelled
   */
  int cancel(UUID batch, String reason);

  /**
   * Counts the messages of a batch, also those that a clean-up has deleted since.
   *
   * @param batch its id
   * @return the number by state; a state without messages is left out
   */
  Map<MessageState, Long> counts(UUID batch);
}
