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
 * <p>It is a safety net: the code masks its own messages, but exceptions of libraries quote URLs
 * and SQL. It also masks other long runs of digits, such as a time in milliseconds.
 */
public final class PhoneMask implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {

  /** Fields that never hold text from others and that machines read. */
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
