package dev.recado.spine.campaign;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as the API shows it.
 *
 * @param origin {@code api} or {@code flow}
 * @param eventId the event whose flow began it, or null
 * @param window when messages go out besides the quiet hours, or null
 */
record CampaignView(
    UUID id,
    String name,
    CampaignState state,
    @Nullable String reason,
    Map<String, Object> audience,
    String template,
    Map<String, Object> values,
    @Nullable String channel,
    @Nullable Integer pace,
    @Nullable String window,
    @Nullable String notAgainWithin,
    @Nullable Integer dailyCap,
    String origin,
    @Nullable UUID eventId,
    String createdBy,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant preparedAt,
    @Nullable Instant endedAt,
    long total,
    long skipped,
    long released) {

  static CampaignView of(Campaign it) {
    Plan plan = it.plan();
    return new CampaignView(
        it.id(),
        plan.name(),
        it.state(),
        it.reason(),
        plan.audience(),
        plan.template(),
        plan.facts(),
        plan.channel(),
        plan.pace(),
        plan.hours(),
        plan.notAgainWithin() == null ? null : plan.notAgainWithin().toString(),
        plan.dailyCap(),
        it.origin(),
        it.eventId(),
        it.createdBy(),
        it.createdAt(),
        it.startedAt(),
        it.preparedAt(),
        it.endedAt(),
        it.total(),
        it.skipped(),
        it.released());
  }

  /**
   * A campaign with its counts.
   *
   * @param counts how far it has come
   * @param skippedBy how many people get nothing, by the code of the reason
   */
  record Full(@JsonUnwrapped CampaignView campaign, Progress counts, Map<String, Long> skippedBy) {}

  /**
   * Somebody of a campaign.
   *
   * @param phone masked, or null if it cannot be read
   * @param state {@code PLANNED}, {@code SKIPPED}, {@code RELEASED} or {@code CANCELLED}
   * @param message the id of the message, or null
   * @param messageState where it stands, or null
   */
  record Person(
      long position,
      @Nullable String phone,
      String state,
      @Nullable String reason,
      @Nullable UUID message,
      @Nullable String messageState) {}
}
