package dev.recado.ground.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.recado.ground.phone.Phones;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Masks phone numbers in every text of a log line: message, stack trace, context.
 *
 * <p>A net below the code, which masks what it logs itself: exceptions of libraries quote URLs and
 * SQL. A run of digits that is no phone, say a time in milliseconds, is masked with the rest.
 */
public final class PhoneMask implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {

  /** Never text of others, and read by machines. */
  private static final Set<String> FIXED = Set.of("@timestamp", "@version", "level", "level_value");

  @Override
  public void customize(Members<ILoggingEvent> members) {
    members.applyingValueProcessor(
        (path, value) -> FIXED.contains(String.valueOf(path.name())) ? value : masked(value));
  }

  private static @Nullable Object masked(@Nullable Object value) {
    return value instanceof String text ? Phones.maskAll(text) : value;
  }
}
