package dev.recado.systems.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The types of messages that a customer can send, with their marks in the engine NOWEB. */
enum MessageType {
  @JsonProperty("text")
  TEXT("conversation", null, "", ""),
  @JsonProperty("image")
  IMAGE("imageMessage", "image/jpeg", "jpeg", "[imagem]"),
  @JsonProperty("audio")
  AUDIO("audioMessage", "audio/ogg; codecs=opus", "oga", "[áudio]"),
  @JsonProperty("sticker")
  STICKER("stickerMessage", "image/webp", "webp", "[figurinha]"),
  @JsonProperty("document")
  DOCUMENT("documentMessage", "application/pdf", "pdf", "[documento]"),
  @JsonProperty("location")
  LOCATION("locationMessage", null, "", "[localização]");

  private final String part;
  private final @Nullable String mimetype;
  private final String extension;
  private final String shownAs;

  MessageType(String part, @Nullable String mimetype, String extension, String shownAs) {
    this.part = part;
    this.mimetype = mimetype;
    this.extension = extension;
    this.shownAs = shownAs;
  }

  /** Its name in drafts, in chats and at Meta. */
  String kind() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its key in the engine's raw message. */
  String part() {
    return part;
  }

  /** The type of its file, or null if it has none. */
  @Nullable String mimetype() {
    return mimetype;
  }

  String extension() {
    return extension;
  }

  /** The line that the chat shows for it. */
  String line(String text) {
    return (shownAs + " " + text).strip();
  }
}
