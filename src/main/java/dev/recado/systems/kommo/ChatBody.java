package dev.recado.systems.kommo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Translates a chat message of Kommo into the fields of the hub's other messages. */
final class ChatBody {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");

  private static final Map<String, String> KINDS =
      Map.of(
          "picture", "image",
          "photo", "image",
          "image", "image",
          "video", "video",
          "audio", "audio",
          "voice", "voice",
          "sticker", "sticker",
          "location", "location",
          "contact", "contact");

  private ChatBody() {}

  /**
   * Reads a message.
   *
   * @param record a record with the root {@code message}
   * @param receivedAt the time of a message without a time of its own
   */
  static Map<String, @Nullable Object> of(KommoRecord record, Instant receivedAt) {
    FormNode fields = record.fields();
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("messageId", record.id());
    body.put("contactId", record.contact());
    body.put("leadId", record.lead());
    body.put("chat", fields.text("chat_id"));
    body.put("talk", fields.text("talk_id"));
    body.put("origin", fields.text("origin"));
    body.put("name", fields.text("author", "name"));
    body.put("by", fields.text("author", "type"));
    body.put("authorId", fields.text("author", "id"));
    body.put("text", fields.text("text"));
    body.put("kind", kind(fields));
    body.put("media", media(fields.at("attachment")));
    body.put("sentAt", sentAt(fields, receivedAt).toString());
    return body;
  }

  private static String kind(FormNode fields) {
    if (!fields.at("attachment").children().isEmpty()) {
      return KINDS.getOrDefault(String.valueOf(fields.text("attachment", "type")), "document");
    }
    return fields.text("text") == null ? "unknown" : "text";
  }

  private static @Nullable Map<String, @Nullable Object> media(FormNode attachment) {
    if (attachment.children().isEmpty()) {
      return null;
    }
    Map<String, @Nullable Object> media = new LinkedHashMap<>();
    media.put("url", attachment.text("link"));
    media.put("filename", attachment.text("file_name"));
    return media;
  }

  private static Instant sentAt(FormNode fields, Instant otherwise) {
    String seconds = fields.text("created_at");
    return seconds != null && SECONDS.matcher(seconds).matches()
        ? Instant.ofEpochSecond(Long.parseLong(seconds))
        : otherwise;
  }
}
