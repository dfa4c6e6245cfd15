package dev.recado.spine.campaign;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as it stands.
 *
 * @param id also the id of its batch in the outbox
 * @param plan what it is to do
 * @param state where it stands
 * @param reason why it is paused or has failed, or null
 * @param origin {@code api} or {@code flow}
 * @param eventId the event whose flow began it, or null
 * @param createdBy the user, or the flow's event
 * @param createdAt when it was made
 * @param startedAt when it was started, or null
 * @param preparedAt when its audience had been read, or null
 * @param endedAt when it ended, or null
 * @param total how many people the audience has, as far as it was read
 * @param skipped how many of them get nothing
 * @param released how many have a message in the outbox
 * @param nextSlot the time of the next message by the pace, or null
 */
record Campaign(
    UUID id,
    Plan plan,
    CampaignState state,
    @Nullable String reason,
    String origin,
    @Nullable UUID eventId,
    String createdBy,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant preparedAt,
    @Nullable Instant endedAt,
    long total,
    long skipped,
    long released,
    @Nullable Instant nextSlot) {

  /** A new one. */
  static Campaign of(
      UUID id, Plan plan, String origin, @Nullable UUID event, String by, Instant now) {
    return new Campaign(
        id,
        plan,
        CampaignState.DRAFT,
        null,
        origin,
        event,
        by,
        now,
        null,
        null,
        null,
        0,
        0,
        0,
        null);
  }

  /** How many people are still to get their message. */
  long left() {
    return total - skipped - released;
  }
}
