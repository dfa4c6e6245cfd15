package dev.recado.spine.ingress;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;

/** Reads JSON that systems outside write: decimals exact, nothing nested too deep. */
public final class OutsideJson {

  private static final int DEEPEST = 50;

  /** In digits; no double has more, and no sender counts in larger numbers. */
  private static final int MOST_DIGITS = 400;

  private OutsideJson() {}

  /**
   * Writes a number that a system outside has sent, without an exponent: {@code 1E+3} is 1000.
   *
   * <p>A number such as {@code 1e999999999} has an exponent for a few bytes and would fill the
   * memory without it, so one with more digits than anybody counts in keeps its exponent.
   *
   * @param number as it was read
   * @return its text, never longer than what was sent by more than some hundred characters
   */
  public static String plain(BigDecimal number) {
    long digits = Math.abs((long) number.scale()) + number.precision();
    return digits > MOST_DIGITS ? number.toString() : number.toPlainString();
  }

  /**
   * Makes a mapper.
   *
   * @return a new one; it refuses what is nested deeper than any of these systems has need of
   */
  public static ObjectMapper mapper() {
    ObjectMapper mapper =
        JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    mapper
        .getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
    return mapper;
  }
}
