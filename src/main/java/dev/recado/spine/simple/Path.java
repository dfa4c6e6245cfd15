package dev.recado.spine.simple;

import dev.recado.spine.simple.Braces.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.ExpressionAdapter;
import org.jspecify.annotations.Nullable;

/**
 * A path of keys, such as {@code ${body[customer][phone]}}: what is missing is null, however deep.
 *
 * <p>Camel fails where a part before the last is missing, and takes that for a fault that a retry
 * may heal.
 */
final class Path extends ExpressionAdapter {

  private static final String KEY =
      "\\[\\s*(?:'([^'\\[\\]${}]+)'|\"([^\"\\[\\]${}]+)\"|([^'\"\\[\\]${}]*[^'\"\\[\\]${}\\s]))\\s*]";
  private static final Pattern ONE = Pattern.compile(KEY);
  private static final Pattern SHAPE =
      Pattern.compile(
          "(body|(variable|header|exchangeProperty)[.]([A-Za-z0-9_-]+))((?:%s)+)"
              .formatted(KEY.replaceAll("\\((?!\\?)", "(?:")));

  private static final Pattern INDEX = Pattern.compile("\\d{1,9}");

  private final String start;
  private final @Nullable String kind;
  private final @Nullable String name;
  private final List<String> keys;
  private final Expression camel;

  private Path(MatchResult shape, List<String> keys, Expression camel) {
    this.start = shape.group(1);
    this.kind = shape.group(2);
    this.name = shape.group(3);
    this.keys = keys;
    this.camel = camel;
  }

  /**
   * Reads a path.
   *
   * @param camel the same expression as Camel reads it, for values that are neither maps nor lists
   * @return null if it is none
   */
  static @Nullable Path in(String text, Span span, Function<String, Expression> camel) {
    Matcher shape = SHAPE.matcher(text).region(span.inner(), span.end() - 1);
    if (!shape.matches()) {
      return null;
    }
    List<String> keys = new ArrayList<>();
    Matcher key = ONE.matcher(shape.group(4));
    while (key.find()) {
      keys.add(
          key.group(1) != null ? key.group(1) : key.group(2) != null ? key.group(2) : key.group(3));
    }
    return new Path(
        shape.toMatchResult(), keys, camel.apply(text.substring(span.start(), span.end())));
  }

  @Override
  public void init(CamelContext context) {
    super.init(context);
    camel.init(context);
  }

  @Override
  public @Nullable Object evaluate(Exchange exchange) {
    Object value = begin(exchange);
    for (int i = 0; i < keys.size(); i++) {
      if (value == null) {
        return null;
      }
      if (value instanceof Map<?, ?> map) {
        value = map.get(keys.get(i));
      } else if (value instanceof List<?> list && INDEX.matcher(keys.get(i)).matches()) {
        int index = Integer.parseInt(keys.get(i));
        value = index < list.size() ? list.get(index) : null;
      } else if (value instanceof CharSequence
          || value instanceof Number
          || value instanceof Boolean) {
        throw noFields(value, i);
      } else {
        return camel.evaluate(exchange, Object.class);
      }
    }
    return value;
  }

  private @Nullable Object begin(Exchange exchange) {
    if (kind == null || name == null) {
      return exchange.getMessage().getBody();
    }
    return switch (kind) {
      case "variable" -> exchange.getVariable(name);
      case "header" -> exchange.getMessage().getHeader(name);
      default -> exchange.getProperty(name);
    };
  }

  private UnusableValueException noFields(Object value, int depth) {
    String before = start + bracketed(keys.subList(0, depth));
    return UnusableValueException.because(
        "'%s' é %s, e não um registro com campos: não há %s nele"
            .formatted(before, Kind.of(value), bracketed(keys.subList(depth, depth + 1))));
  }

  private static String bracketed(List<String> keys) {
    StringBuilder text = new StringBuilder();
    keys.forEach(key -> text.append('[').append(key).append(']'));
    return text.toString();
  }

  @Override
  public String toString() {
    return "${" + start + bracketed(keys) + "}";
  }
}
