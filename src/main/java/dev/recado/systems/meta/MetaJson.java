package dev.recado.systems.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.database.StorableText;
import dev.recado.spine.ingress.OutsideJson;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads Meta's JSON: exact decimals, limited nesting, no NUL in any text. */
final class MetaJson {

  static final ObjectMapper MAPPER = OutsideJson.mapper();

  private static final BigDecimal FARTHEST = BigDecimal.valueOf(180);

  private MetaJson() {}

  /** The text of a scalar; null if there is none, or nothing to see in it. */
  static @Nullable String text(JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      return null;
    }
    String text = node.asText().replace("\0", "");
    return StorableText.unseen(text) ? null : text;
  }

  /** The first text among these places. */
  static @Nullable String text(JsonNode root, String... pointers) {
    for (String pointer : pointers) {
      String text = text(root.at(pointer));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** The whole number of a scalar, which may be a text; -1 if it is none. */
  static int code(JsonNode node) {
    String text = text(node);
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }

  /** A time in seconds; Meta writes it as a text, and in preferences as a number. */
  static @Nullable Instant instant(JsonNode node) {
    String text = text(node);
    return text != null && text.matches("\\d{1,11}")
        ? Instant.ofEpochSecond(Long.parseLong(text))
        : null;
  }

  static @Nullable BigDecimal degrees(JsonNode node) {
    String text = text(node);
    if (text == null || !text.matches("-?\\d{1,3}(\\.\\d{1,20})?")) {
      return null;
    }
    BigDecimal degrees = new BigDecimal(text);
    return degrees.abs().compareTo(FARTHEST) > 0 ? null : degrees;
  }
}
