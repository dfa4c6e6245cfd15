package dev.recado.outbox;

import java.util.List;
import java.util.UUID;

/** The table of what is to be done. */
public interface Outbox {

  /**
   * Adds messages in the caller's transaction; dispatch is woken once it commits.
   *
   * @param messages what to do; one whose id is there already is left as it is, and one that is no
   *     {@link News} is left out
   * @return how many were new
   */
  int add(List<OutboxMessage> messages);

  /**
   * Cancels, in the caller's transaction, what has not gone out yet.
   *
   * @param conversation whose messages
   * @param client whom or what they are about, as the effect's {@code client} said
   * @param reason one sentence for operators
   * @return how many were cancelled; one that is being sent just now is not
   */
  int cancel(String conversation, String client, String reason);

  /**
   * Sends a dead or unknown message again, from the first attempt.
   *
   * @param id the message
   * @return false where there is no such message in one of these states
   */
  boolean replay(UUID id);

  /**
   * Sends all dead messages of a filter again.
   *
   * @param filter which ones
   * @return how many
   */
  int replay(ReplayFilter filter);

  /**
   * Which dead messages to replay; null in a field means any.
   *
   * @param connector for example {@code waha}
   * @param kind for example {@code whatsapp-text}
   * @param reason a part of the reason, ignoring case
   * @param includeUnknown whether those that may have arrived go out again, too
   */
  record ReplayFilter(
      @org.jspecify.annotations.Nullable String connector,
      @org.jspecify.annotations.Nullable String kind,
      @org.jspecify.annotations.Nullable String reason,
      boolean includeUnknown) {}
}
