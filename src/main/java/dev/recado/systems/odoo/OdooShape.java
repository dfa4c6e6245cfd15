package dev.recado.systems.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The shapes of Odoo's results; a result of another shape does not come from Odoo. */
enum OdooShape {
  /** Records with their ids. */
  RECORDS(result -> result.isArray() && all(result, record -> id(record.path("id")))),
  /** Ids alone. */
  IDS(result -> result.isArray() && all(result, OdooShape::id)),
  /** One id; JSON-2 puts it into a list. */
  ID(result -> id(result) || result.isArray() && id(result.path(0))),
  /** The only answer of a write. */
  TRUE(result -> result.isBoolean() && result.booleanValue()),
  /** Text, number, false or nothing. */
  SCALAR(result -> !result.isContainerNode()),
  /** Descriptions by the names of fields. */
  FIELDS(result -> result.isObject() && all(result, JsonNode::isObject)),
  /** The created ids and the complaints of {@code load}. */
  LOADED(result -> result.has("ids") && result.path("messages").isArray());

  private static final Pattern ID_TEXT = Pattern.compile("[1-9]\\d{0,17}");

  private final Predicate<JsonNode> test;

  OdooShape(Predicate<JsonNode> test) {
    this.test = test;
  }

  boolean fits(JsonNode result) {
    return test.test(result);
  }

  private static boolean all(JsonNode container, Predicate<JsonNode> test) {
    return StreamSupport.stream(container.spliterator(), false).allMatch(test);
  }

  private static boolean id(JsonNode node) {
    return node.isValueNode() && ID_TEXT.matcher(node.asText()).matches();
  }
}
