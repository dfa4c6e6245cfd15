package dev.recado.sales.proactive;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that the hub began.
 *
 * @param id its own
 * @param conversation the key of the chat, see {@link
 *     dev.recado.spine.outbox.Contacts#conversation}
 * @param phone international digits
 * @param name of the contact, or null
 * @param email or null
 * @param area as written in {@code business.yaml}, or null
 * @param trigger what began it
 * @param message what the contact wrote then, or null
 * @param origin where it comes from, or null
 * @param lead its lead in the CRM, or null
 * @param contact its contact in the CRM, or null
 * @param seller the id of who got it, or null
 * @param reason what a person should look at, or null
 * @param startedAt when it began
 * @param endedAt when it ended, or null
 * @param endReason why, or null
 * @param repeats how often it was asked for again
 * @param repeatedAt when it was last asked for again, or null
 * @param repeatedBy what asked for it last, or null
 * @param lastWord what either side said last, or null
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
   * Something that was said.
   *
   * @param author {@code CUSTOMER}, {@code PERSON} for our own people, {@code HUB}
   * @param text what was said, or null where it was no text
   * @param at when
   */
  public record Word(String author, @Nullable String text, Instant at) {}

  /** When there was the last sign of life. */
  Instant lastAt() {
    return lastWord == null || lastWord.at().isBefore(startedAt) ? startedAt : lastWord.at();
  }
}
