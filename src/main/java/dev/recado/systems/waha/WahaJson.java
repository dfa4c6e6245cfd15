package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.database.StorableText;
import dev.recado.spine.ingress.OutsideJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads WAHA's JSON: exact decimals, limited nesting, no NUL in any text. */
final class WahaJson {

  static final ObjectMapper MAPPER = OutsideJson.mapper();

  /**
   * Envelopes count in milliseconds and payloads in seconds; as seconds this would be the year
   * 5138.
   */
  private static final double LEAST_MILLIS = 1e11;

  private static final double MOST_MILLIS = 1e14;

  private WahaJson() {}

  /**
   * The text of a scalar, or null if there is none. PostgreSQL stores no NUL, and invisible
   * characters alone are no text.
   */
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

  /** The value of a scalar as an event holds it, or null. */
  static @Nullable Object scalar(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (!node.isNumber()) {
      return text(node);
    }
    Number number = node.numberValue();
    return number instanceof BigInteger big ? new BigDecimal(big) : number;
  }

  /** A time in seconds or milliseconds, possibly with decimals, possibly as text. */
  static @Nullable Instant instant(JsonNode node) {
    double number = number(node);
    if (!(number > 0)) {
      return null;
    }
    double millis = number < LEAST_MILLIS ? number * 1000 : number;
    return millis < MOST_MILLIS ? Instant.ofEpochMilli(Math.round(millis)) : null;
  }

  /**
   * Not through BigDecimal, because the integer part of {@code 1e999999999} would fill the memory.
   */
  private static double number(JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    String text = node.asText("");
    return text.matches("\\d{1,15}(\\.\\d{1,9})?") ? Double.parseDouble(text) : Double.NaN;
  }
}
