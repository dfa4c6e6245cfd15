package dev.recado.spine.flow;

import com.samskivert.mustache.Mustache;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A message text with named placeholders, from one file of {@code routes/templates}.
 *
 * @param name lower-case with underscores, as Meta wants template names
 * @param language for example {@code pt_BR}
 * @param parameters the placeholders by name, and what each accepts
 * @param approved by provider, what the provider knows this template as, such as {@code contentSid}
 * @param body Mustache with {@code {{name}}} placeholders; nothing is HTML-escaped
 */
record Template(
    String name,
    String language,
    Map<String, Parameter> parameters,
    Map<String, Object> approved,
    com.samskivert.mustache.Template body) {

  private static final Mustache.Compiler COMPILER = Mustache.compiler().escapeHTML(false);

  static com.samskivert.mustache.Template compile(String body) {
    return COMPILER.compile(body);
  }

  /**
   * Takes each parameter from the facts of a flow and formats it for the customer.
   *
   * @param zone in which an instant becomes a date
   * @throws UnprocessableException if a fact is missing or of the wrong kind
   */
  Map<String, String> values(Function<String, @Nullable Object> facts, ZoneId zone) {
    Map<String, String> values = new LinkedHashMap<>();
    parameters.forEach(
        (parameter, spec) -> {
          String value = spec.write(parameter, facts, zone);
          if (value != null) {
            values.put(parameter, value);
          } else if (!spec.optional()) {
            throw new UnprocessableException(
                "O modelo de mensagem '%s' precisa de '%s', e o evento não traz esse dado"
                    .formatted(this.name, parameter));
          }
        });
    return values;
  }

  /**
   * Makes the content of a message: the rendered text for most channels, the name and the values
   * for those with approved templates.
   *
   * @throws UnprocessableException if a fact is missing or of the wrong kind
   */
  Map<String, Object> payload(Function<String, @Nullable Object> facts, ZoneId zone) {
    Map<String, String> values = values(facts, zone);
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("template", name);
    payload.put("language", language);
    payload.put("values", values);
    payload.put("parameters", List.copyOf(parameters.keySet()));
    if (!approved.isEmpty()) {
      payload.put("approved", approved);
    }
    payload.put("text", render(values));
    return payload;
  }

  String render(Map<String, String> values) {
    Map<String, @Nullable Object> context = new HashMap<>();
    // An absent placeholder must be present as null, so that {{#place}} is false.
    parameters.keySet().forEach(parameter -> context.put(parameter, values.get(parameter)));
    return body.execute(context).strip();
  }
}
