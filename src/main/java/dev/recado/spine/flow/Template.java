package dev.recado.spine.flow;

import com.samskivert.mustache.Mustache;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A message text with named places, from one file of {@code routes/templates}.
 *
 * @param name lower-case with underscores, as Meta wants template names
 * @param language for example {@code pt_BR}
 * @param parameters the places by name and what each takes
 * @param body Mustache with {@code {{name}}} places; nothing is HTML-escaped
 */
record Template(
    String name,
    String language,
    Map<String, Parameter> parameters,
    com.samskivert.mustache.Template body) {

  private static final Mustache.Compiler COMPILER = Mustache.compiler().escapeHTML(false);

  static com.samskivert.mustache.Template compile(String body) {
    return COMPILER.compile(body);
  }

  /**
   * Takes each parameter from the facts of a flow and writes it as a customer reads it.
   *
   * @throws UnprocessableException where a fact is missing or of the wrong kind
   */
  Map<String, String> values(Function<String, @Nullable Object> facts) {
    Map<String, String> values = new LinkedHashMap<>();
    parameters.forEach(
        (parameter, spec) -> {
          String value = spec.write(parameter, facts);
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

  String render(Map<String, String> values) {
    Map<String, @Nullable Object> context = new HashMap<>();
    // A place that is left out must be there as null for {{#place}} to be false.
    parameters.keySet().forEach(parameter -> context.put(parameter, values.get(parameter)));
    return body.execute(context).strip();
  }
}
