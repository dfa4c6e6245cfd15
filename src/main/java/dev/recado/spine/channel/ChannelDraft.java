package dev.recado.spine.channel;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A channel as the API takes it; what a change leaves out stays as it is.
 *
 * @param id lower-case letters, digits and hyphens
 * @param provider for example {@code meta}
 * @param label what people call it
 * @param number its own phone
 * @param settings values of the provider's fields, secret or not
 * @param credentials the same; a field with null or an empty text is deleted
 * @param pace how fast it may be used
 * @param quietHours as in {@code RECADO_QUIET_HOURS}; empty for that
 * @param flow the flow that takes its messages; empty for the hub's own
 * @param fallbackTemplate the template for late replies; empty for none
 * @param active whether it sends
 * @param preferred whether the hub writes by it if nothing else says by which channel
 * @param unknown what else the body holds
 */
record ChannelDraft(
    @Nullable String id,
    @Nullable String provider,
    @Nullable String label,
    @Nullable String number,
    @Nullable Map<String, @Nullable String> settings,
    @Nullable Map<String, @Nullable String> credentials,
    @Nullable PaceDraft pace,
    @Nullable String quietHours,
    @Nullable String flow,
    @Nullable String fallbackTemplate,
    @Nullable Boolean active,
    @JsonAlias("default") @Nullable Boolean preferred,
    @Schema(hidden = true) @JsonAnySetter Map<String, Object> unknown) {

  /**
   * A pace as the API takes it.
   *
   * @param everyMillis the average time between two messages
   * @param burst how many may go at once after a pause
   * @param jitterMillis the most that a wait is randomly longer
   * @param unknown what else the object holds
   */
  record PaceDraft(
      @Nullable Long everyMillis,
      @Nullable Integer burst,
      @Nullable Long jitterMillis,
      @Schema(hidden = true) @JsonAnySetter Map<String, Object> unknown) {

    PaceDraft {
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  ChannelDraft {
    unknown = unknown == null ? Map.of() : unknown;
  }

  /** Leaves the credentials out, because the default text of a record would show them. */
  @Override
  public String toString() {
    return "ChannelDraft[" + id + "]";
  }
}
