package dev.recado.systems.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a request to Meta, which names itself in errors as Meta does: {@code
 * interactive['body']['text']}.
 *
 * @param node its JSON
 * @param name how errors name it; empty for the whole request
 */
record MetaPart(JsonNode node, String name) {

  private String named(String field) {
    return name.isEmpty() ? field : name + "['" + field + "']";
  }

  /** An object that must be there. */
  MetaPart part(String field) {
    JsonNode inner = node.path(field);
    if (!inner.isObject()) {
      throw GraphError.missing(named(field));
    }
    return new MetaPart(inner, named(field));
  }

  /** An object, empty if it is not there. */
  MetaPart maybe(String field) {
    return new MetaPart(node.path(field), named(field));
  }

  /** The objects of a list. */
  List<MetaPart> parts(String field) {
    List<MetaPart> parts = new ArrayList<>();
    for (JsonNode inner : node.path(field)) {
      parts.add(new MetaPart(inner, named(field) + "[" + parts.size() + "]"));
    }
    return parts;
  }

  /** A text that must be there. */
  String text(String field, int longest) {
    String text = optional(field, longest);
    if (text == null || text.isBlank()) {
      throw GraphError.missing(named(field));
    }
    return text;
  }

  /** A text, or null if it is not there. */
  @Nullable String optional(String field, int longest) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual() || value.textValue().indexOf('\0') >= 0) {
      throw GraphError.parameter("Param " + named(field) + " must be a string");
    }
    String text = value.textValue();
    if (text.codePointCount(0, text.length()) > longest) {
      throw GraphError.value("Param " + named(field) + " length invalid. Max length: " + longest);
    }
    return text;
  }

  /** A number of degrees, which Meta takes as a number or as a text. */
  BigDecimal degrees(String field, int limit) {
    String value = node.path(field).asText();
    if (!value.matches("-?\\d{1,3}(\\.\\d{1,20})?")) {
      throw GraphError.missing(named(field));
    }
    BigDecimal degrees = new BigDecimal(value);
    if (degrees.abs().compareTo(BigDecimal.valueOf(limit)) > 0) {
      throw GraphError.value(
          "Param " + named(field) + " must be between -" + limit + " and " + limit);
    }
    return degrees;
  }

  /** Refuses a list with too few or too many members. */
  void count(String field, int most) {
    int count = node.path(field).size();
    if (count < 1) {
      throw GraphError.missing(named(field));
    }
    if (count > most) {
      throw GraphError.value("Param " + named(field) + " has " + count + " members. Max: " + most);
    }
  }
}
