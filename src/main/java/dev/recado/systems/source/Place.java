package dev.recado.systems.source;

import dev.recado.spine.ingress.OutsideJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a source finds a value in a webhook: in the body, a header, or a parameter of the address.
 *
 * @param kept the name under which a header or a parameter is kept; null for the body
 * @param path the names of fields, and positions in lists, from the body inwards
 */
record Place(@Nullable String kept, List<String> path) {

  private static final Set<String> ELSEWHERE = Set.of("header", "query");

  /** Reads {@code order.id}, {@code {header: X-Event}} or {@code {query: topic}}. */
  static Place read(Value value) {
    if (!value.isMap()) {
      return body(value);
    }
    Map<String, Value> fields = value.fields(ELSEWHERE);
    Value header = fields.get("header");
    Value query = fields.get("query");
    if (header != null) {
      return new Place(Request.header(header.text()), List.of());
    }
    if (query != null) {
      return new Place(Request.query(query.text()), List.of());
    }
    value.wrong("this names a field of the body, or is {header: …} or {query: …}");
    return new Place(null, List.of());
  }

  static Place body(Value value) {
    String text = value.text();
    if (text.isBlank() || text.contains("${")) {
      value.wrong("this must be the name of a field such as order.id, without ${…}");
    }
    return new Place(null, List.of(text.split("\\.")));
  }

  /**
   * Finds the value.
   *
   * @return null if the webhook does not have it
   */
  @Nullable String in(Facts facts) {
    if (kept != null) {
      return text(facts.kept().get(kept));
    }
    String own = text(in(facts.body()));
    return own == null ? text(in(facts.whole())) : own;
  }

  /** Whether some fields have the value themselves. */
  boolean isOf(Map<String, @Nullable Object> fields) {
    return kept == null && text(in((Object) fields)) != null;
  }

  @Nullable Object in(@Nullable Object body) {
    Object here = body;
    for (String step : path) {
      if (here instanceof Map<?, ?> map) {
        here = map.get(step);
      } else if (here instanceof List<?> list && step.matches("\\d{1,6}")) {
        int at = Integer.parseInt(step);
        here = at < list.size() ? list.get(at) : null;
      } else {
        return null;
      }
    }
    return here;
  }

  private static @Nullable String text(@Nullable Object value) {
    String text =
        value instanceof BigDecimal number
            ? OutsideJson.plain(number)
            : value instanceof String || value instanceof Number || value instanceof Boolean
                ? value.toString().strip()
                : "";
    return text.isEmpty() ? null : text;
  }

  @Override
  public String toString() {
    return kept == null ? String.join(".", path) : kept;
  }
}
