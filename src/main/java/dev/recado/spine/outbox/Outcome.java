package dev.recado.spine.outbox;

import dev.recado.ground.database.StorableText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt to send ended; every connector answers with one of these.
 *
 * <p>Reasons and ids come from outside. They are cleaned and shortened here to fit their columns:
 * no NUL, at most 500 characters of a reason and 250 of an id.
 */
public sealed interface Outcome {

  /** The longest reason, in characters. */
  int LONGEST_REASON = 500;

  /** The longest text of an answer, in characters. */
  int LONGEST_ANSWER = 500;

  /**
   * What the far side said beside the reason. The table keeps it for the person who looks; a log
   * does not show it, because it may hold what the customer wrote.
   *
   * @return the beginning of its text without secrets, or null
   */
  default @Nullable String answer() {
    return null;
  }

  private static String fit(String reason) {
    return String.valueOf(StorableText.of(reason, LONGEST_REASON));
  }

  private static @Nullable String key(@Nullable String id) {
    return id == null ? null : StorableText.key(id);
  }

  /**
   * The far side has accepted it.
   *
   * @param providerId its id there, or null if the answer had none
   * @param chatId the contact's chat id from now on, or null if nothing new is known
   */
  record Done(@Nullable String providerId, @Nullable String chatId) implements Outcome {

    /** Shortens and cleans both to fit their columns. */
    public Done {
      providerId = key(providerId);
      chatId = key(chatId);
    }
  }

  /**
   * The far side does not have it, and a later attempt may succeed.
   *
   * @param reason without secrets
   * @param after the wait that the far side asked for, or null for the schedule
   * @param answer the beginning of what the far side said, without secrets; or null
   */
  record Retry(String reason, @Nullable Duration after, @Nullable String answer)
      implements Outcome {

    /** Makes the texts fit for their columns. */
    public Retry {
      reason = fit(reason);
      answer = StorableText.of(answer, LONGEST_ANSWER);
    }

    /** One without an answer that is worth keeping. */
    public Retry(String reason, @Nullable Duration after) {
      this(reason, after, null);
    }
  }

  /**
   * Nothing was tried, because something it depends on has not happened yet. It is not a failure.
   *
   * @param reason without secrets
   * @param after when to look again
   */
  record NotYet(String reason, Duration after) implements Outcome {

    /** Makes the reason fit for its column. */
    public NotYet {
      reason = fit(reason);
    }
  }

  /**
   * The far side refuses the hub itself, not the message, for example because of a wrong key. It is
   * retried until somebody fixes that, however long it takes.
   *
   * @param reason without secrets; says what to fix
   */
  record Blocked(String reason) implements Outcome {

    /** Makes the reason fit for its column. */
    public Blocked {
      reason = fit(reason);
    }
  }

  /**
   * The far side refused it, and would refuse it again.
   *
   * @param reason without secrets
   * @param answer the beginning of what the far side said, without secrets; or null
   */
  record Refused(String reason, @Nullable String answer) implements Outcome {

    /** Makes the texts fit for their columns. */
    public Refused {
      reason = fit(reason);
      answer = StorableText.of(answer, LONGEST_ANSWER);
    }

    /** One without an answer that is worth keeping. */
    public Refused(String reason) {
      this(reason, null);
    }
  }

  /**
   * The request went out and its answer was lost: the far side may or may not have it.
   *
   * @param reason without secrets
   * @param answer the beginning of what the far side said, without secrets; or null
   */
  record Unknown(String reason, @Nullable String answer) implements Outcome {

    /** Makes the texts fit for their columns. */
    public Unknown {
      reason = fit(reason);
      answer = StorableText.of(answer, LONGEST_ANSWER);
    }

    /** One without an answer that is worth keeping. */
    public Unknown(String reason) {
      this(reason, null);
    }
  }
}
