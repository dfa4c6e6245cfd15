package dev.recado.spine.outbox;

import dev.recado.ground.database.StorableText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt to send ended; every connector answers with one of these.
 *
 * <p>Reasons and ids come from outside. Here they are made fit for their columns: no NUL, no more
 * than 500 characters of a reason, no more than 250 of an id.
 */
public sealed interface Outcome {

  /** The longest reason, in characters. */
  int LONGEST_REASON = 500;

  private static String fit(String reason) {
    return String.valueOf(StorableText.of(reason, LONGEST_REASON));
  }

  private static @Nullable String key(@Nullable String id) {
    return id == null ? null : StorableText.key(id);
  }

  /**
   * The far side has it.
   *
   * @param providerId its id there, or null where the answer held none
   * @param chatId where the contact is reached from now on, or null where nothing new was learnt
   */
  record Done(@Nullable String providerId, @Nullable String chatId) implements Outcome {

    /** Makes both fit for their columns. */
    public Done {
      providerId = key(providerId);
      chatId = key(chatId);
    }
  }

  /**
   * The far side does not have it, and time may cure that.
   *
   * @param reason without secrets
   * @param after how long the far side asked us to wait, or null for the schedule
   */
  record Retry(String reason, @Nullable Duration after) implements Outcome {

    /** Makes the reason fit for its column. */
    public Retry {
      reason = fit(reason);
    }
  }

  /**
   * Nothing was tried, for what this depends on has yet to happen; nobody is to blame.
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
   * The far side refuses us, and no message: a wrong key. It is tried again until somebody has
   * mended that, however long it takes.
   *
   * @param reason without secrets; says what is to be mended
   */
  record Blocked(String reason) implements Outcome {

    /** Makes the reason fit for its column. */
    public Blocked {
      reason = fit(reason);
    }
  }

  /**
   * The far side said no, and would say it again.
   *
   * @param reason without secrets
   */
  record Refused(String reason) implements Outcome {

    /** Makes the reason fit for its column. */
    public Refused {
      reason = fit(reason);
    }
  }

  /**
   * The request went out and its answer was lost: the far side may have it or not.
   *
   * @param reason without secrets
   */
  record Unknown(String reason) implements Outcome {

    /** Makes the reason fit for its column. */
    public Unknown {
      reason = fit(reason);
    }
  }
}
