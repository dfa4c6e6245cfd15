package dev.recado.spine.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The shape of an action's result, as a JSON Schema with only these keywords: {@code type} with
 * {@code nullable}, {@code properties}, {@code patternProperties}, {@code additionalProperties},
 * {@code items}, {@code enum} and {@code pattern}.
 */
public final class Shape {

  private final String giver;
  private final JsonNode schema;

  private Shape(String giver, JsonNode schema) {
    this.giver = giver;
    this.schema = schema;
  }

  /**
   * Creates one.
   *
   * @param giver the name of the action in sentences
   * @param schema a JSON Schema with the keywords above; others are ignored
   */
  public static Shape of(String giver, JsonNode schema) {
    return new Shape(giver, schema);
  }

  /**
   * Names the fields of a map that has no others.
   *
   * @return the fields in their order; empty if it is no map, or may have any field
   */
  public Optional<Set<String>> fields() {
    boolean closed = schema.path("type").asText().equals("object") && closed(schema);
    return closed && !schema.has("patternProperties")
        ? Optional.of(names(schema))
        : Optional.empty();
  }

  /**
   * Names the action.
   *
   * @return the action's name; if it has several results, also which one
   */
  public String giver() {
    return giver;
  }

  /**
   * Makes the sentence that refuses an unknown field.
   *
   * @param field the name of the field
   * @return a sentence that lists the known fields
   */
  public String lacks(String field) {
    return "%s gives no '%s'; it gives %s"
        .formatted(giver, field, String.join(", ", names(schema)));
  }

  /**
   * Finds a value that the action would never return. A missing field is no such value.
   *
   * @param value plain data: maps, lists, texts, numbers, booleans, null
   * @return the first such value
   */
  public Optional<Misfit> misfit(@Nullable Object value) {
    return misfit(schema, value, List.of());
  }

  private Optional<Misfit> misfit(JsonNode schema, @Nullable Object value, List<String> path) {
    if (value == null) {
      boolean may = schema.path("nullable").asBoolean() || !schema.has("type");
      return may ? Optional.empty() : unlike(path, "nothing", "always something");
    }
    return switch (schema.path("type").asText()) {
      case "object" -> map(schema, value, path);
      case "array" -> list(schema, value, path);
      case "string" -> text(schema, value, path);
      case "integer" -> whole(value) ? Optional.empty() : unlike(path, kind(value), "a number");
      case "number" ->
          value instanceof Number ? Optional.empty() : unlike(path, kind(value), "a number");
      case "boolean" ->
          value instanceof Boolean ? Optional.empty() : unlike(path, kind(value), "true or false");
      default -> Optional.empty();
    };
  }

  private static boolean whole(Object value) {
    return value instanceof Integer || value instanceof Long || value instanceof BigInteger;
  }

  private Optional<Misfit> map(JsonNode schema, Object value, List<String> path) {
    if (!(value instanceof Map<?, ?> map)) {
      return unlike(path, kind(value), "a map");
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey());
      List<String> at = below(path, name);
      JsonNode known = schema.path("properties").path(name);
      if (known.isMissingNode() && closed(schema) && !patterned(schema, name)) {
        Shape here = new Shape(giver, schema);
        return Optional.of(new Misfit(at, here.lacks(name)));
      }
      Optional<Misfit> misfit = misfit(known, entry.getValue(), at);
      if (misfit.isPresent()) {
        return misfit;
      }
    }
    return Optional.empty();
  }

  private static boolean closed(JsonNode schema) {
    return !schema.path("additionalProperties").asBoolean(true);
  }

  private static boolean patterned(JsonNode schema, String name) {
    for (Map.Entry<String, JsonNode> entry : schema.path("patternProperties").properties()) {
      if (matches(entry.getKey(), name)) {
        return true;
      }
    }
    return false;
  }

  /** A broken regular expression matches nothing. */
  private static boolean matches(String pattern, String text) {
    try {
      return Pattern.compile(pattern).matcher(text).find();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static Set<String> names(JsonNode schema) {
    Set<String> names = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private Optional<Misfit> list(JsonNode schema, Object value, List<String> path) {
    if (!(value instanceof List<?> list)) {
      return unlike(path, kind(value), "a list");
    }
    for (int i = 0; i < list.size(); i++) {
      Optional<Misfit> misfit =
          misfit(schema.path("items"), list.get(i), below(path, String.valueOf(i)));
      if (misfit.isPresent()) {
        return misfit;
      }
    }
    return Optional.empty();
  }

  private Optional<Misfit> text(JsonNode schema, Object value, List<String> path) {
    if (!(value instanceof String text)) {
      return unlike(path, kind(value), "a text");
    }
    JsonNode pattern = schema.path("pattern");
    if (pattern.isTextual() && !matches(pattern.asText(), text)) {
      return unlike(path, "'" + text + "'", "a text that matches " + pattern.asText());
    }
    List<String> values = new ArrayList<>();
    schema.path("enum").forEach(one -> values.add(one.asText()));
    return values.isEmpty() || values.contains(text)
        ? Optional.empty()
        : unlike(path, "'" + text + "'", "one of " + String.join(", ", values));
  }

  private Optional<Misfit> unlike(List<String> path, String what, String rather) {
    String where = path.isEmpty() ? "" : " as '" + String.join(".", path) + "'";
    String why = "%s never gives %s%s; it gives %s".formatted(giver, what, where, rather);
    return Optional.of(new Misfit(path, why));
  }

  private static List<String> below(List<String> path, String name) {
    List<String> below = new ArrayList<>(path);
    below.add(name);
    return below;
  }

  private static String kind(Object value) {
    if (value instanceof Map) {
      return "a map";
    }
    if (value instanceof List) {
      return "a list";
    }
    return value instanceof String ? "the text '" + value + "'" : String.valueOf(value);
  }
}
