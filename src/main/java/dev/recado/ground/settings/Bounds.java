package dev.recado.ground.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.unit.DataSize;

/**
 * The limits of a setting that its type alone does not express.
 *
 * @param what what is wrong
 * @param remedy what to write
 */
record Bounds(String what, String remedy) {

  /** The counts that may be zero. With any other count at zero the hub would do nothing. */
  private static final Set<String> MAY_BE_NONE =
      Set.of("server.port", "recado.conversation.automatic.repeats");

  private static final String DURATION = "Write a whole number and its unit, such as 3s.";

  /**
   * Checks a value that could be read.
   *
   * @param property its name
   * @param target what it was read for
   * @param written as it was set
   * @param value as it was read
   * @return what is wrong with it; empty if nothing is
   */
  static Optional<Bounds> look(String property, Bindable<?> target, String written, Object value) {
    if (value instanceof Duration duration) {
      return duration(property, target, written.strip(), duration);
    }
    boolean negative =
        value instanceof Number number && number.doubleValue() < 0
            || value instanceof DataSize size && size.isNegative();
    if (negative) {
      return Optional.of(new Bounds("is negative.", "Write it without the minus."));
    }
    boolean count = value instanceof Integer || value instanceof Long;
    return count && ((Number) value).longValue() == 0 && !MAY_BE_NONE.contains(property)
        ? Optional.of(new Bounds("is zero.", "Write at least 1, or leave it out."))
        : Optional.empty();
  }

  private static Optional<Bounds> duration(
      String property, Bindable<?> target, String written, Duration duration) {
    if (duration.isNegative()) {
      return Optional.of(new Bounds("is negative.", "Write it without the minus."));
    }
    // Spring would read milliseconds, which almost nobody means.
    boolean bare =
        WrittenDuration.isBare(written) && target.getAnnotation(DurationUnit.class) == null;
    if (bare) {
      return Optional.of(new Bounds("has no unit.", DURATION));
    }
    return duration.isZero() && property.endsWith("every")
        ? Optional.of(new Bounds("is zero.", DURATION))
        : Optional.empty();
  }
}
