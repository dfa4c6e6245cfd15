package dev.recado.spine.schedule;

import dev.recado.ground.web.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The time that a request gives a schedule; both null: the file's.
 *
 * @param cron in Quartz's syntax, or null
 * @param every an interval, or null
 */
record NewTime(@Nullable String cron, @Nullable String every) {

  private static final String CRON = "cron";
  private static final String EVERY = "every";
  private static final String FORM =
      "Write {\"cron\": \"0 0 9 ? * MON-FRI\"}, {\"every\": \"15m\"}, or {\"cron\": null} for the file's time.";

  /**
   * Reads a body; a field that does not exist is refused, because it may be a slip of one that
   * does.
   */
  static NewTime of(Map<String, @Nullable Object> body) {
    for (String field : body.keySet()) {
      if (!field.equals(CRON) && !field.equals(EVERY)) {
        throw Refusal.badRequest("A schedule has no field '%s'. %s".formatted(field, FORM));
      }
    }
    if (body.isEmpty()) {
      throw Refusal.badRequest("The body is empty. " + FORM);
    }
    return new NewTime(text(body, CRON), text(body, EVERY));
  }

  private static @Nullable String text(Map<String, @Nullable Object> body, String field) {
    Object value = body.get(field);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw Refusal.badRequest("The field '%s' is a text. %s".formatted(field, FORM));
  }

  boolean none() {
    return cron == null && every == null;
  }
}
