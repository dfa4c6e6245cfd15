package dev.recado.spine.simple;

import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Date;
import java.util.Map;

/** Says what kind a value is of, without showing it. */
final class Kind {

  private Kind() {}

  /** For example {@code um texto}. */
  static String of(Object value) {
    if (value instanceof Number) {
      return "um número";
    }
    if (value instanceof Boolean) {
      return "um verdadeiro ou falso";
    }
    if (value instanceof Map) {
      return "um registro com campos";
    }
    if (value instanceof Collection || value.getClass().isArray()) {
      return "uma lista";
    }
    if (value instanceof TemporalAccessor || value instanceof Date) {
      return "uma data ou hora";
    }
    return value instanceof CharSequence ? "um texto" : "um valor de outro tipo";
  }
}
