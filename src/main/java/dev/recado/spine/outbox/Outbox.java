package dev.recado.spine.outbox;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of messages to send. */
public interface Outbox {

  /**
   * Adds messages in the caller's transaction; dispatch is woken once it commits.
   *
   * @param messages the messages; a message whose id exists is left out; a message without
   *     {@linkplain News news} is left out, unless the last one about the same thing was cancelled
   *     or became a dead letter
   * @return the messages that were left out, except those that the same event had added before
   */
  List<OldNews> add(List<OutboxMessage> messages);

  /**
   * A message that was left out because an earlier one tells the same.
   *
   * @param event the event that led to it, or null
   * @param reason one sentence in Portuguese, with the hour and the id of that last one
   */
  record OldNews(@Nullable UUID event, String reason) {}

  /**
   * Cancels, in the caller's transaction, messages that have not gone out yet.
   *
   * @param conversation the conversation of the messages
   * @param client the client they are about, as in the effect's option {@code client}
   * @param reason one sentence for operators
   * @return how many were cancelled; a message that is being sent now is not
   */
  int cancel(String conversation, String client, String reason);

  /**
   * Sends a dead or unknown message again, from the first attempt.
   *
   * @param id the message
   * @return false if there is no such message in one of these states
   */
  boolean replay(UUID id);

  /**
   * Sends all dead messages that fit a filter again.
   *
   * @param filter the filter
   * @return the number of messages
   */
  int replay(ReplayFilter filter);

  /**
   * The dead messages to replay; null in a field means any.
   *
   * @param connector for example {@code waha}
   * @param kind for example {@code whatsapp-text}
   * @param reason a part of the reason, ignoring case
   * @param includeUnknown whether those that may have arrived go out again, too
   */
  record ReplayFilter(
      @Nullable String connector,
      @Nullable String kind,
      @Nullable String reason,
      boolean includeUnknown) {}
}
