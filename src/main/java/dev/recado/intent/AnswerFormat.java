package dev.recado.intent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** What a model thinks aloud, before it answers. */
  private static final Pattern THOUGHTS =
      Pattern.compile(
          "(?is)<(think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad)\\b[^>]{0,50}>"
              + ".*?(?:</\\1\\s*>|$)");

  /** Some servers keep the beginning of it to themselves. */
  private static final Pattern END_OF_THOUGHTS =
      Pattern.compile(
          "(?i)</(?:think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad)\\s*>");

  private static final int MOST_OBJECTS = 20;

  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(?:\\.\\d{1,20})?");

  /** Ways to write that there is nothing. */
  private static final Set<String> NOTHING =
      Set.of("", "null", "none", "nil", "n/a", "nenhum", "nenhuma", "undefined");

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
   * <p>Of several objects the last that can be used counts: what comes before it is a draft. What a
   * model thinks aloud is no answer.
   *
   * @throws UnusableAnswerException where it is empty, no JSON, or not of this shape
   */
  Reading read(String answer) throws UnusableAnswerException {
    if (answer.isBlank()) {
      throw new UnusableAnswerException("estava vazia");
    }
    if (answer.length() > LONGEST) {
      throw new UnusableAnswerException("não era um objeto JSON");
    }
    List<JsonNode> objects = objects(withoutThoughts(answer));
    UnusableAnswerException why = new UnusableAnswerException("não era JSON válido e completo");
    for (int last = objects.size() - 1; last >= 0; last--) {
      try {
        return reading(objects.get(last));
      } catch (UnusableAnswerException e) {
        why = e;
      }
    }
    throw why;
  }

  private Reading reading(JsonNode object) throws UnusableAnswerException {
    return new Reading(
        intent(object.path("intent")),
        confidence(object.path("confidence")),
        entities(object.path("entities")),
        area(object.path("area")),
        StorableText.clean(object.path("reply").asText("")));
  }

  private static String withoutThoughts(String answer) {
    String rest = THOUGHTS.matcher(answer).replaceAll(" ");
    Matcher end = END_OF_THOUGHTS.matcher(rest);
    int after = 0;
    while (end.find()) {
      after = end.end();
    }
    return rest.substring(after);
  }

  /** Those that stand in the text one after another; what stands around them is only talk. */
  private static List<JsonNode> objects(String text) {
    List<JsonNode> objects = new ArrayList<>();
    int tries = 0;
    int start = text.indexOf('{');
    while (start >= 0 && tries++ < MOST_OBJECTS) {
      int next = start + 1;
      try (JsonParser parser = JSON.createParser(text.substring(start))) {
        JsonNode object = JSON.readTree(parser);
        objects.add(object);
        next = start + (int) parser.currentLocation().getCharOffset();
      } catch (IOException broken) {
        // Perhaps a brace in the talk; the answer may stand behind it.
        next = start + 1;
      }
      start = text.indexOf('{', next);
    }
    return objects;
  }

  /** Also with capitals, accents or blanks: {@code Informações} is {@code informacoes}. */
  private String intent(JsonNode node) throws UnusableAnswerException {
    String name = node.isTextual() ? name(node.asText()) : "";
    if (!intents.contains(name)) {
      throw new UnusableAnswerException("'intent' deve ser um destes: " + intents);
    }
    return name;
  }

  private static String name(String text) {
    return Wording.fold(text).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
  }

  /** A number from 0 to 1, or one of a hundred; also as text, with a comma or a percent sign. */
  private static double confidence(JsonNode node) throws UnusableAnswerException {
    boolean percent = node.isTextual() && node.asText().strip().endsWith("%");
    double value = number(node);
    double share = percent || value > 1 ? value / 100 : value;
    if (!(share >= 0 && share <= 1)) {
      throw new UnusableAnswerException("'confidence' deve ser um número de 0 a 1");
    }
    return share;
  }

  private static double number(JsonNode node) {
    if (node.isNumber()) {
      return node.asDouble();
    }
    String text = node.isTextual() ? node.asText().replace("%", "").replace(',', '.').strip() : "";
    return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
  }

  private static boolean nothing(JsonNode node) {
    return node.isNull()
        || node.isMissingNode()
        || node.isTextual() && NOTHING.contains(Wording.fold(node.asText()));
  }

  private static Map<String, Object> entities(JsonNode node) throws UnusableAnswerException {
    if (!node.isObject() && !nothing(node)) {
      throw new UnusableAnswerException("'entities' deve ser um objeto");
    }
    Map<String, Object> entities = new LinkedHashMap<>();
    for (String name : ENTITIES) {
      JsonNode value = node.path(name);
      String text = value.isValueNode() && !nothing(value) ? value.asText() : "";
      String line = Wording.line(text, LONGEST_ENTITY);
      if (!line.isEmpty()) {
        entities.put(name, line);
      }
    }
    return entities;
  }

  private @Nullable String area(JsonNode node) throws UnusableAnswerException {
    if (nothing(node)) {
      return null;
    }
    String named = name(node.asText());
    return areas.stream()
        .filter(area -> name(area).equals(named))
        .findFirst()
        .orElseThrow(
            () -> new UnusableAnswerException("'area' deve ser null ou uma destas: " + areas));
  }
}
