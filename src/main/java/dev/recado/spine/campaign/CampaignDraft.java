package dev.recado.spine.campaign;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person or a flow wants of a campaign, as it was written.
 *
 * @param name up to 100 characters
 * @param audience {@code {"sql": "file.sql", "parameters": {…}}}, {@code {"csv": "…"}} or {@code
 *     {"clients": {…}}}
 * @param template the name of a message template
 * @param values values of the template that are the same for everybody
 * @param channel a channel's id
 * @param pace messages in a minute at most
 * @param window hours such as {@code seg-sex 09:00-18:00}
 * @param notAgainWithin a time such as {@code 30d}
 * @param dailyCap campaigns to a contact within 24 hours at most
 * @param unknown fields that do not exist
 */
record CampaignDraft(
    @Nullable String name,
    @Nullable Map<String, Object> audience,
    @Nullable String template,
    @Nullable Map<String, Object> values,
    @Nullable String channel,
    @Nullable Integer pace,
    @Nullable String window,
    @Nullable String notAgainWithin,
    @Nullable Integer dailyCap,
    @Schema(hidden = true) @JsonAnySetter Map<String, Object> unknown) {

  CampaignDraft {
    unknown = unknown == null ? Map.of() : unknown;
  }
}
