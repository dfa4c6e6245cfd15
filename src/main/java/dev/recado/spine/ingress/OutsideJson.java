package dev.recado.spine.ingress;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads JSON that systems outside write: decimals exact, nothing nested too deep. */
public final class OutsideJson {

  private static final int DEEPEST = 50;

  private OutsideJson() {}

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
