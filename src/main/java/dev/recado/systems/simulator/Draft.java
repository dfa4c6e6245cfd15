package dev.recado.systems.simulator;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message to write on a simulated phone.
 *
 * @param channel the hub's channel to write to; if absent, that of the phone's last message, else
 *     the one by which the hub writes first
 * @param text the text, or the caption of another type
 * @param type {@code text} if absent; another type has the sample file of that type
 * @param media the name of a sample file to send
 * @param button what to press: the id, the title or the number of a button or row of the last
 *     message that offers some
 * @param location a place to send
 * @param reaction a reaction to a message of the chat
 * @param replyTo the id of a message of the chat to quote
 * @param name the customer's display name
 * @param lid the digits of the hidden identity to write under; {@code true} makes one
 * @param messageId WhatsApp's id of it; the same id again is the same message again
 * @param fromMe true if a person of the business writes to this phone, on the business's own phone;
 *     otherwise the customer writes
 * @param unknown what else the body holds
 */
record Draft(
    @Nullable String channel,
    @Nullable String text,
    @Nullable MessageType type,
    @Nullable String media,
    @Nullable String button,
    @Nullable Place location,
    @Nullable Reaction reaction,
    @Nullable String replyTo,
    @Nullable String name,
    @Nullable String lid,
    @Nullable String messageId,
    @Nullable Boolean fromMe,
    @Schema(hidden = true) @JsonAnySetter Map<String, Object> unknown) {

  Draft {
    unknown = unknown == null ? Map.of() : unknown;
  }

  /** A place; both numbers are in degrees. */
  record Place(
      @Nullable BigDecimal latitude, @Nullable BigDecimal longitude, @Nullable String name) {}

  /** A reaction; without an emoji it takes one back. */
  record Reaction(@Nullable String messageId, @Nullable String emoji) {}

  boolean fromUs() {
    return Boolean.TRUE.equals(fromMe);
  }
}
