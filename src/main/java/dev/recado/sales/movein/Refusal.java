package dev.recado.sales.movein;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A record that was not taken in.
 *
 * @param file the name of the file
 * @param line where the record begins, from 1
 * @param number which record of the file it is, or null where the line says it
 * @param field the field that is wrong, or null if it is the whole record
 * @param reason for a person, in Portuguese
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Refusal(
    @JsonProperty("arquivo") String file,
    @JsonProperty("linha") long line,
    @JsonProperty("registro") @Nullable Long number,
    @JsonProperty("campo") @Nullable String field,
    @JsonProperty("motivo") String reason) {

  static Refusal of(Row row, Refused why) {
    return new Refusal(
        row.file(), row.line(), row.number() == 0 ? null : row.number(), why.field(), why.reason());
  }

  /** As one line for a terminal. */
  String told() {
    return "%s, linha %d%s%s: %s"
        .formatted(
            file,
            line,
            number == null ? "" : ", registro " + number,
            field == null ? "" : ", campo " + field,
            reason);
  }
}
