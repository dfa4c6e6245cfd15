package dev.recado.sales.commerce;

import dev.recado.spine.flow.Effects;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What a Kamelet of the shop gives to its bean: variables that begin with {@code shop}. */
record Asked(Exchange exchange) {

  @Nullable String text(String name) {
    Object value = exchange.getVariable(name);
    String text = value == null ? "" : String.valueOf(value).strip();
    return text.isEmpty() ? null : text;
  }

  @Nullable Long number(String name) {
    String text = text(name);
    return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
  }

  @Nullable Object value(String name) {
    return exchange.getVariable(name);
  }

  /** The id of the button or row that the customer pressed. */
  Optional<String> button() {
    Object button = Effects.of(exchange).event().body().get("button");
    Object id = button instanceof Map<?, ?> pressed ? pressed.get("id") : null;
    return Optional.ofNullable(id).map(Object::toString);
  }

  /** The conversation of the run's event. */
  String conversation() {
    Object conversation = Effects.of(exchange).event().body().get("conversation");
    if (conversation == null) {
      throw new IllegalStateException("This event has no conversation, so there is no cart");
    }
    return conversation.toString();
  }

  /** The time of the run. */
  Instant now() {
    return Effects.of(exchange).now();
  }

  void set(String variable, Map<String, @Nullable Object> value) {
    exchange.setVariable(variable, value);
  }
}
