package dev.recado.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** The evaluated options of one effect, read with errors that name the option. */
final class EffectCall {

  private final Exchange exchange;
  private final Map<String, @Nullable Object> values;

  EffectCall(Exchange exchange, Map<String, @Nullable Object> values) {
    this.exchange = exchange;
    this.values = values;
  }

  /** The option's text without surrounding blanks, or null where it is absent or empty. */
  @Nullable String text(String option) {
    Object value = values.get(option);
    String text = value == null ? "" : String.valueOf(value).strip();
    return text.isEmpty() ? null : text;
  }

  String required(String option) {
    String text = text(option);
    if (text == null) {
      throw new UnprocessableException("The effect's '" + option + "' is empty");
    }
    return text;
  }

  boolean flag(String option) {
    return Boolean.parseBoolean(text(option));
  }

  int number(String option, int otherwise) {
    String text = text(option);
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + option + "' is not a number: " + text, e);
    }
  }

  Duration duration(String option) {
    String text = required(option);
    try {
      return DurationStyle.detectAndParse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + option + "' is not a duration such as 5s, 10m or 24h: " + text, e);
    }
  }

  /** When the effect is due: a duration from now, an instant, or now where the option is absent. */
  Instant due(String option, Instant now) {
    String text = text(option);
    if (text == null) {
      return now;
    }
    return text.indexOf('T') > 0 ? Instant.parse(text) : now.plus(duration(option));
  }

  /** A variable of the flow, else a field of the body, else null. */
  @Nullable Object fact(String name) {
    Object variable = exchange.getVariable(name);
    if (variable != null) {
      return variable;
    }
    return exchange.getMessage().getBody() instanceof Map<?, ?> body ? body.get(name) : null;
  }
}
