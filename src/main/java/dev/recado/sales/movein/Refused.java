package dev.recado.sales.movein;

import org.jspecify.annotations.Nullable;

/** A row that cannot be taken in; the message tells the person why, in Portuguese. */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String field;

  Refused(@Nullable String field, String reason) {
    super(reason);
    this.field = field;
  }

  /** The field that is wrong, or null if it is the whole row. */
  @Nullable String field() {
    return field;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
