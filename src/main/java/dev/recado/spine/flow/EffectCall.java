package dev.recado.spine.flow;

import dev.recado.ground.settings.WrittenDuration;
import dev.recado.spine.simple.HubSimple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The evaluated options of one effect, read with errors that name the option. */
public final class EffectCall {

  private final Exchange exchange;
  private final Map<String, @Nullable Object> values;
  private final Templates templates;

  EffectCall(Exchange exchange, Map<String, @Nullable Object> values, Templates templates) {
    this.exchange = exchange;
    this.values = values;
    this.templates = templates;
  }

  /**
   * Reads an option.
   *
   * @param option its name
   * @return its text without surrounding blanks, or null where it is absent or empty
   * @throws UnprocessableException if its value has no text, see {@link Values#text}
   */
  public @Nullable String text(String option) {
    String text = Values.text(option, values.get(option)).strip();
    return text.isEmpty() ? null : text;
  }

  /**
   * Reads an option with its type.
   *
   * @param option its name
   * @return a text, a number or what else its expression gave, a map or list where it is a tree, or
   *     null
   */
  public @Nullable Object value(String option) {
    return values.get(option);
  }

  /**
   * Tells whether the flow gives an option.
   *
   * @param option its name
   * @return false where it is absent or an empty text; true for an expression that gives null
   */
  public boolean has(String option) {
    return values.containsKey(option) && !"".equals(values.get(option));
  }

  /**
   * Reads an option that must be there.
   *
   * @param option its name
   * @return its text
   * @throws UnprocessableException if it is empty
   */
  public String required(String option) {
    String text = text(option);
    if (text == null) {
      throw new UnprocessableException("O passo do fluxo não traz '" + option + "': está vazio");
    }
    return text;
  }

  /**
   * Reads an option that is on or off.
   *
   * @param option its name
   * @return true for {@code true} only
   */
  public boolean flag(String option) {
    return Boolean.parseBoolean(text(option));
  }

  Template template(String option) {
    return templates.named(required(option));
  }

  /** The zone in which an instant becomes a date. */
  ZoneId zone() {
    return HubSimple.zone(exchange.getContext());
  }

  int number(String option, int otherwise) {
    String text = text(option);
    try {
      return text == null ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + option + "' is not a number: " + text, e);
    }
  }

  /**
   * Reads an option that must be a duration.
   *
   * @param option its name
   * @return for example five seconds for {@code 5s}
   * @throws IllegalArgumentException if it is not a duration, or a number without a unit
   */
  public Duration duration(String option) {
    String text = required(option);
    try {
      return WrittenDuration.read(text);
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

  /**
   * Looks up a fact of the flow: in the map of the option {@code from}, then in the variables, then
   * in the body.
   *
   * @param name of a field of that map, of a variable or of a field of the body
   * @return the first value found, or null
   */
  public @Nullable Object fact(String name) {
    if (values.get("from") instanceof Map<?, ?> first && first.get(name) != null) {
      return first.get(name);
    }
    Object variable = exchange.getVariable(name);
    if (variable != null) {
      return variable;
    }
    return exchange.getMessage().getBody() instanceof Map<?, ?> body ? body.get(name) : null;
  }
}
