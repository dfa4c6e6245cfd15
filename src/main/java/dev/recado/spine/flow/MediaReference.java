package dev.recado.spine.flow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What flows see of the file of a message: a reference, and never the provider's address or the
 * bytes.
 *
 * <p>A reader of webhooks gives {@code media} with {@code ref}, {@code kind}, {@code mimetype},
 * {@code filename}, {@code size}, and perhaps {@code url}, {@code inline} and {@code error}; only
 * the hub's own room for files reads that.
 */
public final class MediaReference {

  /** The field of a message's body. */
  public static final String FIELD = "media";

  private static final String MESSAGES = "whatsapp.message.";

  private MediaReference() {}

  /**
   * Gives the body of an event as flows get it.
   *
   * @param event as its reader made it
   * @return a new map with the same order
   */
  public static Map<String, @Nullable Object> body(Event event) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(event.body());
    body.computeIfPresent(FIELD, (field, media) -> of(event, media));
    return body;
  }

  /**
   * Gives the reference to a file.
   *
   * @param event of the message; the file has the same id
   * @param media as the reader gave it
   * @return a map with id, kind, mimetype, name, size and state; anything that is no file of a
   *     provider stays as it is, such as a reference
   */
  public static @Nullable Object of(Event event, @Nullable Object media) {
    if (!(media instanceof Map<?, ?> file) || !isFile(event, media)) {
      return media;
    }
    Map<String, @Nullable Object> reference = new LinkedHashMap<>();
    reference.put("id", event.id().toString());
    reference.put("kind", file.get("kind"));
    reference.put("mimetype", file.get("mimetype"));
    reference.put("name", file.get("filename"));
    reference.put("size", file.get("size"));
    reference.put("state", fetchable(file) ? "WAITING" : "FAILED");
    return reference;
  }

  /**
   * Tells whether a message has a file that the hub fetches.
   *
   * @param event of the message
   * @param media as the reader gave it
   */
  public static boolean isFile(Event event, @Nullable Object media) {
    return event.type().startsWith(MESSAGES)
        && media instanceof Map<?, ?> file
        && file.containsKey("ref");
  }

  /**
   * Tells whether the provider has said where the file is.
   *
   * @param file as the reader gave it
   */
  public static boolean fetchable(Map<?, ?> file) {
    return file.get("ref") != null || file.get("url") != null || given(file.get("inline"));
  }

  private static boolean given(@Nullable Object inline) {
    return inline != null && !Boolean.FALSE.equals(inline);
  }
}
