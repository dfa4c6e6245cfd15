package dev.recado.spine.effect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.spi.Language;
import org.jspecify.annotations.Nullable;

/** An option of an effect: an expression, or a tree that has expressions for its texts. */
interface EffectOption {

  /** Evaluates it: an expression that is a single function gives its value, any other a text. */
  @Nullable Object value(Exchange exchange);

  /** Compiles what {@link LiteralTree} has read. */
  static EffectOption of(@Nullable Object read, CamelContext context) {
    Language simple = context.resolveLanguage("simple");
    if (read instanceof Map<?, ?> map) {
      Map<String, EffectOption> options = new LinkedHashMap<>();
      map.forEach((key, value) -> options.put(String.valueOf(key), of(value, context)));
      return exchange -> {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        options.forEach((key, option) -> values.put(key, option.value(exchange)));
        return values;
      };
    }
    if (read instanceof List<?> list) {
      List<EffectOption> options = new ArrayList<>();
      list.forEach(item -> options.add(of(item, context)));
      return exchange -> {
        List<@Nullable Object> values = new ArrayList<>();
        options.forEach(option -> values.add(option.value(exchange)));
        return values;
      };
    }
    if (read instanceof String text) {
      Expression expression = simple.createExpression(text);
      expression.init(context);
      return exchange -> expression.evaluate(exchange, Object.class);
    }
    return exchange -> read;
  }
}
