package dev.recado.systems.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kind of a message: text, image, video, audio, voice, sticker, document, location or contact.
 */
public final class MessageKind {

  /** Content that the hub cannot name. */
  public static final String UNKNOWN = "unknown";

  /** The keys of {@code _data.message} with the engines NOWEB and GOWS. */
  private static final Map<String, String> BY_PART =
      Map.ofEntries(
          Map.entry("conversation", "text"),
          Map.entry("extendedTextMessage", "text"),
          Map.entry("imageMessage", "image"),
          Map.entry("videoMessage", "video"),
          Map.entry("ptvMessage", "video"),
          Map.entry("audioMessage", "audio"),
          Map.entry("stickerMessage", "sticker"),
          Map.entry("documentMessage", "document"),
          Map.entry("locationMessage", "location"),
          Map.entry("liveLocationMessage", "location"),
          Map.entry("contactMessage", "contact"),
          Map.entry("contactsArrayMessage", "contact"));

  /** The values of {@code _data.type} with the engine WEBJS. */
  private static final Map<String, String> BY_TYPE =
      Map.of(
          "chat", "text",
          "image", "image",
          "video", "video",
          "audio", "audio",
          "ptt", "voice",
          "sticker", "sticker",
          "document", "document",
          "location", "location",
          "vcard", "contact",
          "multi_vcard", "contact");

  private MessageKind() {}

  /**
   * Names the kind of a payload. Reads the gateway's own fields first; the engine's raw object
   * differs by engine and is the last resort.
   */
  public static String of(JsonNode payload) {
    RawMessage raw = RawMessage.of(payload);
    String byEngine = byEngine(raw);
    String mimetype = EngineJson.text(payload, "/media/mimetype");
    if (mimetype != null) {
      return byMimetype(mimetype.toLowerCase(Locale.ROOT), byEngine);
    }
    if (payload.path("location").isObject()) {
      return "location";
    }
    if (payload.path("vCards").size() > 0) {
      return "contact";
    }
    if (byEngine != null) {
      return byEngine;
    }
    boolean media = payload.path("hasMedia").asBoolean();
    return media || RawMessage.text(payload) == null ? UNKNOWN : "text";
  }

  /**
   * WebP usually means a sticker and Ogg a voice message, though other files of these types exist.
   */
  private static String byMimetype(String mimetype, @Nullable String byEngine) {
    String family = mimetype.split("/", 2)[0];
    return switch (family) {
      case "image" ->
          "sticker".equals(byEngine) || mimetype.startsWith("image/webp") && byEngine == null
              ? "sticker"
              : "image";
      case "video" -> "video";
      case "audio" ->
          "voice".equals(byEngine) || mimetype.startsWith("audio/ogg") && byEngine == null
              ? "voice"
              : "audio";
      default -> "document";
    };
  }

  /** Tells whether this kind is content besides text. */
  public static boolean isMore(@Nullable String kind) {
    return kind != null && !kind.equals("text");
  }

  /** Names the kind by the engine's own object; null if that does not say it. */
  public static @Nullable String byEngine(RawMessage raw) {
    for (Map.Entry<String, JsonNode> part : raw.message().properties()) {
      String kind = BY_PART.get(part.getKey());
      if (kind != null && !part.getValue().isNull()) {
        return kind.equals("audio") && voice(part.getValue()) ? "voice" : kind;
      }
    }
    String type = raw.type();
    return type == null ? null : BY_TYPE.get(type);
  }

  private static boolean voice(JsonNode audio) {
    return audio.path("ptt").asBoolean() || audio.path("PTT").asBoolean();
  }
}
