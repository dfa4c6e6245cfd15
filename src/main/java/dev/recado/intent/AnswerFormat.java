package dev.recado.intent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import dev.recado.database.StorableText;
import dev.recado.shape.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shape an answer of the LLM must have: the schema that goes out, and the check of what comes
 * back. A provider's word that it keeps to the schema is not taken.
 */
final class AnswerFormat {

  static final List<String> ENTITIES =
      List.of("valor", "data", "hora", "parcelas", "quantidade", "nome", "email");

  /** Answers beyond this are no answers. */
  private static final int LONGEST = 20_000;

  private static final int LONGEST_ENTITY = 200;

  /** A key that comes twice would mean whichever the reader takes. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private final List<String> intents;
  private final List<String> areas;

  AnswerFormat(List<String> intents, List<String> areas) {
    this.intents = List.copyOf(intents);
    this.areas = List.copyOf(areas);
  }

  /**
   * The schema, as strict as OpenAI wants it: every field required, none besides, and what may be
   * missing is null.
   */
  JsonObjectSchema schema() {
    Map<String, JsonSchemaElement> entities = new LinkedHashMap<>();
    ENTITIES.forEach(name -> entities.put(name, orNull(new JsonStringSchema())));
    Map<String, JsonSchemaElement> properties = new LinkedHashMap<>();
    properties.put("intent", oneOf(intents));
    properties.put("confidence", new JsonNumberSchema());
    properties.put("entities", object(entities));
    // An enum without values is no schema.
    properties.put("area", areas.isEmpty() ? new JsonNullSchema() : orNull(oneOf(areas)));
    properties.put("reply", new JsonStringSchema());
    return object(properties);
  }

  private static JsonObjectSchema object(Map<String, JsonSchemaElement> properties) {
    return JsonObjectSchema.builder()
        .addProperties(properties)
        .required(List.copyOf(properties.keySet()))
        .additionalProperties(false)
        .build();
  }

  /** The same for who plays an LLM, without what only a provider wants. */
  Shape shape() {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    ObjectNode properties = schema.put("additionalProperties", false).putObject("properties");
    ArrayNode intent = properties.putObject("intent").put("type", "string").putArray("enum");
    intents.forEach(intent::add);
    properties.putObject("confidence").put("type", "number");
    ObjectNode entities = properties.putObject("entities").put("type", "object");
    ObjectNode names = entities.put("additionalProperties", false).putObject("properties");
    ENTITIES.forEach(name -> names.putObject(name).put("type", "string").put("nullable", true));
    ObjectNode area = properties.putObject("area").put("type", "string").put("nullable", true);
    ArrayNode known = area.putArray("enum");
    areas.forEach(known::add);
    properties.putObject("reply").put("type", "string");
    return Shape.of("an LLM that keeps to what it is asked for", schema);
  }

  private static JsonSchemaElement oneOf(List<String> values) {
    return JsonEnumSchema.builder().enumValues(values).build();
  }

  private static JsonSchemaElement orNull(JsonSchemaElement type) {
    return JsonAnyOfSchema.builder().anyOf(type, new JsonNullSchema()).build();
  }

  /**
   * Reads an answer, also one in a code fence or with words around it.
   *
   * @throws UnusableAnswerException where it is empty, no JSON, or not of this shape
   */
  Reading read(String answer) throws UnusableAnswerException {
    JsonNode object = object(answer);
    return new Reading(
        intent(object.path("intent")),
        confidence(object.path("confidence")),
        entities(object.path("entities")),
        area(object.path("area")),
        StorableText.clean(object.path("reply").asText("")));
  }

  private static JsonNode object(String answer) throws UnusableAnswerException {
    if (answer.isBlank()) {
      throw new UnusableAnswerException("estava vazia");
    }
    int start = answer.indexOf('{');
    if (start < 0 || answer.length() > LONGEST) {
      throw new UnusableAnswerException("não era um objeto JSON");
    }
    try {
      // Reads up to the end of the object; what follows it is only talk.
      return JSON.readTree(answer.substring(start));
    } catch (JsonProcessingException e) {
      throw new UnusableAnswerException("não era JSON válido e completo");
    }
  }

  private String intent(JsonNode node) throws UnusableAnswerException {
    if (!node.isTextual() || !intents.contains(node.asText())) {
      throw new UnusableAnswerException("'intent' deve ser um destes: " + intents);
    }
    return node.asText();
  }

  private static double confidence(JsonNode node) throws UnusableAnswerException {
    double value = node.isNumber() ? node.asDouble() : Double.NaN;
    // Not clamped: 50 may be meant as 50 %, and would become certainty.
    if (!(value >= 0 && value <= 1)) {
      throw new UnusableAnswerException("'confidence' deve ser um número de 0 a 1");
    }
    return value;
  }

  private static Map<String, Object> entities(JsonNode node) throws UnusableAnswerException {
    if (!node.isObject() && !node.isNull() && !node.isMissingNode()) {
      throw new UnusableAnswerException("'entities' deve ser um objeto");
    }
    Map<String, Object> entities = new LinkedHashMap<>();
    for (String name : ENTITIES) {
      JsonNode value = node.path(name);
      String text = value.isValueNode() && !value.isNull() ? value.asText() : "";
      String line = Wording.line(text, LONGEST_ENTITY);
      if (!line.isEmpty()) {
        entities.put(name, line);
      }
    }
    return entities;
  }

  private @Nullable String area(JsonNode node) throws UnusableAnswerException {
    if (node.isNull() || node.isMissingNode()) {
      return null;
    }
    if (!areas.contains(node.asText())) {
      throw new UnusableAnswerException("'area' deve ser null ou uma destas: " + areas);
    }
    return node.asText();
  }
}
