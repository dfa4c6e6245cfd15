package dev.recado.systems.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recado.spine.intake.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a form's post. It decides by the bytes, because senders post JSON under a
 * form's content type, and the other way round.
 */
final class FormBody {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // Without this, a second form in the same body would be lost silently.
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private FormBody() {}

  /**
   * Reads a body.
   *
   * @param contentType as sent, or null
   * @return the fields; a JSON list becomes the field {@code fields}
   * @throws UnreadableException if it is neither JSON nor a form post of either kind
   */
  static Map<String, @Nullable Object> read(@Nullable String contentType, byte[] body) {
    String text = FormText.decode(body, contentType).strip();
    if (text.startsWith("--")) {
      Map<String, @Nullable Object> parts = Multipart.read(body, contentType);
      if (!parts.isEmpty()) {
        return parts;
      }
    }
    boolean json = text.startsWith("{") || text.startsWith("[");
    Map<String, @Nullable Object> fields = json ? object(text) : null;
    if (fields != null) {
      return fields;
    }
    if (text.isEmpty() && !saysJson(contentType)
        || !json && !text.startsWith("<") && !text.startsWith("\"") && text.indexOf('=') > 0) {
      return FormPairs.read(new String(body, StandardCharsets.ISO_8859_1).strip());
    }
    throw new UnreadableException("The body is neither a JSON object nor a form post", null);
  }

  private static boolean saysJson(@Nullable String contentType) {
    return contentType == null || contentType.contains("json");
  }

  private static @Nullable Map<String, @Nullable Object> object(String text) {
    Object value = value(text);
    if (value instanceof List<?> list) {
      return new LinkedHashMap<>(Map.of("fields", list));
    }
    if (!(value instanceof Map<?, ?> map)) {
      return null;
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    map.forEach((name, field) -> fields.put(String.valueOf(name), field));
    return fields;
  }

  /**
   * Reads a value that is JSON itself, as some builders pack all fields into one; otherwise null.
   */
  static @Nullable Object value(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
