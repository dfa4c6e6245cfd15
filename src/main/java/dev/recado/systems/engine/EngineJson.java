package dev.recado.systems.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.database.StorableText;
import dev.recado.spine.ingress.OutsideJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a gateway: exact decimals, limited nesting, no NUL in any text. */
public final class EngineJson {

  /** Parses whatever a gateway sends. */
  public static final ObjectMapper MAPPER = OutsideJson.mapper();

  /**
   * Envelopes count in milliseconds and payloads in seconds; as seconds this would be the year
   * 5138.
   */
  private static final double LEAST_MILLIS = 1e11;

  private static final double MOST_MILLIS = 1e14;

  private EngineJson() {}

  /**
   * Gives the text of a scalar, or null if there is none. PostgreSQL stores no NUL, and invisible
   * characters alone are no text.
   */
  public static @Nullable String text(JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      return null;
    }
    String text = node.asText().replace("\0", "");
    return StorableText.unseen(text) ? null : text;
  }

  /** Gives the first text among these places. */
  public static @Nullable String text(JsonNode root, String... pointers) {
    for (String pointer : pointers) {
      String text = text(root.at(pointer));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** Gives the value of a scalar as an event holds it, or null. */
  public static @Nullable Object scalar(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (!node.isNumber()) {
      return text(node);
    }
    Number number = node.numberValue();
    return number instanceof BigInteger big ? new BigDecimal(big) : number;
  }

  /** Reads a time in seconds or milliseconds, possibly with decimals, possibly as text. */
  public static @Nullable Instant instant(JsonNode node) {
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
