package dev.recado.spine.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.database.StorableText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a source keeps of a request besides its body, and how it is written beside the body. */
public final class Kept {

  /** Far more than a sender tells in its headers. */
  private static final int MOST = 20;

  /** In characters. */
  private static final int LONGEST = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private Kept() {}

  /** Makes values fit for headers and columns: at most 20, each cut after 1,000 characters. */
  static Map<String, String> fit(Map<String, String> values) {
    if (values.isEmpty()) {
      return Map.of();
    }
    Map<String, String> fit = new LinkedHashMap<>();
    values.entrySet().stream()
        .limit(MOST)
        .forEach(
            value ->
                fit.put(
                    StorableText.key(value.getKey()),
                    StorableText.cut(StorableText.clean(value.getValue()), LONGEST)));
    return java.util.Collections.unmodifiableMap(fit);
  }

  /**
   * Writes the values of a record.
   *
   * @param record any record
   * @return a JSON object, or null if there are none
   */
  public static @Nullable String json(InboundRecord record) {
    if (record.kept().isEmpty()) {
      return null;
    }
    try {
      return JSON.writeValueAsString(record.kept());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts can always be written as JSON", e);
    }
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @param json the text, or null
   * @return the values; empty for null
   * @throws IllegalArgumentException if the text is no JSON object of texts
   */
  public static Map<String, String> of(@Nullable String json) {
    if (json == null) {
      return Map.of();
    }
    try {
      return JSON.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The kept values are no JSON object of texts", e);
    }
  }
}
