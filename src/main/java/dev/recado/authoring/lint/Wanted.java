package dev.recado.authoring.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What Camel's schema wants in one place.
 *
 * @param node the part of the schema, resolved
 */
record Wanted(Schema schema, JsonNode node) {

  /** Tells whether it says nothing about the value. */
  boolean anything() {
    return Stream.of("type", "oneOf", "anyOf", "properties").noneMatch(node::has);
  }

  boolean allows(String type) {
    return options().anyMatch(option -> type(option).equals(type));
  }

  /** The first alternative that a scalar fits. */
  Optional<JsonNode> option(Yaml.Text text) {
    return options().filter(option -> fits(text, option)).findFirst();
  }

  /** Its types in words, such as {@code a text or a list}. */
  String due() {
    return options().map(Wanted::word).distinct().collect(Collectors.joining(" or "));
  }

  private Stream<JsonNode> options() {
    return node.has("oneOf")
        ? StreamSupport.stream(node.path("oneOf").spliterator(), false).map(schema::resolve)
        : Stream.of(node);
  }

  private static String type(JsonNode option) {
    return option.path("type").asText();
  }

  private static boolean fits(Yaml.Text text, JsonNode option) {
    return switch (type(option)) {
      case "string" -> !text.empty() && !text.number() && !text.flag();
      case "boolean" -> text.flag();
      case "number" -> text.number();
      case "integer" -> text.number() && text.value().matches("[-+]?\\d+");
      default -> false;
    };
  }

  private static String word(JsonNode option) {
    return switch (type(option)) {
      case "string" -> "a text";
      case "boolean" -> "true or false (without quotes; a placeholder does not fit)";
      case "number", "integer" -> "a number (without quotes; a placeholder does not fit)";
      case "array" -> "a list";
      default -> "a map";
    };
  }
}
