package dev.recado.sales.proactive;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that the hub began.
 *
 * @param id the id of this opening
 * @param conversation the key of the chat, see {@link
 *     dev.recado.spine.outbox.Contacts#conversation}
 * @param phone international digits
 * @param name the contact's name, or null
 * @param email the e-mail address, or null
 * @param area as written in {@code business.yaml}, or null
 * @param trigger the trigger
 * @param message the contact's message at that time, or null
 * @param origin the origin, or null
 * @param lead the lead's id in the CRM, or null
 * @param contact the contact's id in the CRM, or null
 * @param seller the seller's id, or null
 * @param reason what a person should check, or null
 * @param startedAt when it began
 * @param endedAt when it ended, or null
 * @param endReason why it ended, or null
 * @param repeats the number of repeated requests
 * @param repeatedAt the time of the last request, or null
 * @param repeatedBy the trigger of the last request, or null
 * @param lastWord the last message of either side, or null
 */
public record ProactiveConversation(
    UUID id,
    String conversation,
    String phone,
    @Nullable String name,
    @Nullable String email,
    @Nullable String area,
    String trigger,
    @Nullable String message,
    @Nullable String origin,
    @Nullable String lead,
    @Nullable String contact,
    @Nullable Long seller,
    @Nullable String reason,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String endReason,
    int repeats,
    @Nullable Instant repeatedAt,
    @Nullable String repeatedBy,
    @Nullable Word lastWord) {

  /**
   * A message.
   *
   * @param author {@code CUSTOMER}, {@code PERSON} for the team, {@code HUB}
   * @param text the text, or null for other content
   * @param at the time
   */
  public record Word(String author, @Nullable String text, Instant at) {}

  /** The time of the last activity. */
  Instant lastAt() {
    return lastWord == null || lastWord.at().isBefore(startedAt) ? startedAt : lastWord.at();
  }
}
