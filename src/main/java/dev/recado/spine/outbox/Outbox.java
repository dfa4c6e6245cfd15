package dev.recado.spine.outbox;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table of what is to be done. */
public interface Outbox {

  /**
   * Adds messages in the caller's transaction; dispatch is woken once it commits.
   *
   * @param messages what to do; one whose id is there already is left as it is, and one that is no
   *     {@link News} is left out, unless what was told last was cancelled or died
   * @return what was left out
   */
  List<OldNews> add(List<OutboxMessage> messages);

  /**
   * A message that was left out, for the last one about the same thing told the same.
   *
   * @param event that wanted it, or null where no event did
   * @param reason one sentence in Portuguese, with the hour and the id of that last one
   */
  record OldNews(@Nullable UUID event, String reason) {}

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
      @Nullable String connector,
      @Nullable String kind,
      @Nullable String reason,
      boolean includeUnknown) {}
}
