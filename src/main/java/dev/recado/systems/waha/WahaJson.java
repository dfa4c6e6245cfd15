package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.database.StorableText;
import dev.recado.spine.ingress.OutsideJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads WAHA's JSON: decimals exact, nothing nested too deep, no NUL in any text. */
final class WahaJson {

  static final ObjectMapper MAPPER = OutsideJson.mapper();

  /** Envelopes count in milliseconds and payloads in seconds; as seconds this is the year 5138. */
  private static final double LEAST_MILLIS = 1e11;

  private static final double MOST_MILLIS = 1e14;

  private WahaJson() {}

  /**
   * A scalar's text, or null where there is none; PostgreSQL stores no NUL, and what nobody sees is
   * no text.
   */
  static @Nullable String text(JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      return null;
    }
    String text = node.asText().replace("\0", "");
    return StorableText.unseen(text) ? null : text;
  }

  /** The first of these that has a text. */
  static @Nullable String text(JsonNode root, String... pointers) {
    for (String pointer : pointers) {
      String text = text(root.at(pointer));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** A scalar as an event holds it, or null. */
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

  /** A moment in seconds or milliseconds, possibly with decimals, possibly as text. */
  static @Nullable Instant instant(JsonNode node) {
    double number = number(node);
    if (!(number > 0)) {
      return null;
    }
    double millis = number < LEAST_MILLIS ? number * 1000 : number;
    return millis < MOST_MILLIS ? Instant.ofEpochMilli(Math.round(millis)) : null;
  }

  /** Not by way of BigDecimal: its whole part of {@code 1e999999999} would fill the memory. */
  private static double number(JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    String text = node.asText("");
    return text.matches("\\d{1,15}(\\.\\d{1,9})?") ? Double.parseDouble(text) : Double.NaN;
  }
}
