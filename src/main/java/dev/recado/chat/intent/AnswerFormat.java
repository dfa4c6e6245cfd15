package dev.recado.chat.intent;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
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
import dev.recado.ground.database.StorableText;
import dev.recado.spine.camel.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shape of the LLM's answers: the schema that is sent, and the check of the answer. The check
 * is needed even if the provider promises to keep to the schema.
 */
final class AnswerFormat {

  static final List<String> ENTITIES =
      List.of("valor", "data", "hora", "parcelas", "quantidade", "nome", "email");

  private static final String INTENT = "intent";

  /** A longer answer is refused. */
  private static final int LONGEST = 20_000;

  private static final int LONGEST_ENTITY = 200;

  /**
   * Refuses a key that comes twice, because its meaning is unclear. Accepts the typical syntax
   * errors of small models, because their meaning is clear.
   */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
              .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
              .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
              .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
              .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
              .build());

  /** The thoughts that a model writes before its answer. */
  private static final Pattern THOUGHTS =
      Pattern.compile(
          "(?is)<(think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad)\\b[^>]{0,50}>"
              + ".*?(?:</\\1\\s*>|$)");

  /** Some servers leave out the opening tag of the thoughts. */
  private static final Pattern END_OF_THOUGHTS =
      Pattern.compile(
          "(?i)</(?:think|thinking|thought|thoughts|reasoning|reflection|analysis|scratchpad)\\s*>");

  private static final int MOST_OBJECTS = 20;

  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(?:\\.\\d{1,20})?");

  /** Confidence in words. A model that says it does not know gets a middle value. */
  private static final Map<String, Double> CONFIDENCE =
      Map.ofEntries(
          entry("muito alta", 0.95),
          entry("very high", 0.95),
          entry("alta", 0.9),
          entry("alto", 0.9),
          entry("high", 0.9),
          entry("media", 0.6),
          entry("medio", 0.6),
          entry("medium", 0.6),
          entry("moderate", 0.6),
          entry("baixa", 0.3),
          entry("baixo", 0.3),
          entry("low", 0.3));

  private static final double NOT_SAID = 0.5;

  private final List<String> intents;
  private final List<String> areas;
  private final Business business;

  AnswerFormat(List<String> intents, Business business) {
    this.intents = List.copyOf(intents);
    this.areas = business.areas();
    this.business = business;
  }

  /**
   * The schema, as strict as OpenAI wants it: every field is required, no others are allowed, and
   * an optional field may be null.
   */
  JsonObjectSchema schema() {
    Map<String, JsonSchemaElement> entities = new LinkedHashMap<>();
    ENTITIES.forEach(name -> entities.put(name, orNull(new JsonStringSchema())));
    Map<String, JsonSchemaElement> properties = new LinkedHashMap<>();
    properties.put(INTENT, oneOf(intents));
    properties.put("confidence", new JsonNumberSchema());
    properties.put("entities", object(entities));
    // An enum without values is no schema.
    properties.put("area", areas.isEmpty() ? new JsonNullSchema() : orNull(oneOf(areas)));
    properties.put("reply", new JsonStringSchema());
    return object(properties);
  }

  /** Whether both have the same schema. */
  boolean asksTheSameAs(AnswerFormat other) {
    return intents.equals(other.intents) && areas.equals(other.areas);
  }

  private static JsonObjectSchema object(Map<String, JsonSchemaElement> properties) {
    return JsonObjectSchema.builder()
        .addProperties(properties)
        .required(List.copyOf(properties.keySet()))
        .additionalProperties(false)
        .build();
  }

  /** The same shape for stand-ins of an LLM, without the parts that only a provider needs. */
  Shape shape() {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    ObjectNode properties = schema.put("additionalProperties", false).putObject("properties");
    ArrayNode intent = properties.putObject(INTENT).put("type", "string").putArray("enum");
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
   * Reads an answer. It may stand in a code fence, in a JSON text, inside another object, or
   * between other words.
   *
   * <p>Of several objects the last usable one counts; the earlier ones are drafts. The thoughts of
   * a model are ignored.
   *
   * @throws UnusableAnswerException if it is empty, no JSON, or not of this shape
   */
  Reading read(String answer) throws UnusableAnswerException {
    if (answer.isBlank()) {
      throw new UnusableAnswerException("estava vazia");
    }
    if (answer.length() > LONGEST) {
      throw new UnusableAnswerException("não era um objeto JSON");
    }
    List<JsonNode> objects = objects(unpacked(withoutThoughts(answer).strip()));
    UnusableAnswerException why = new UnusableAnswerException("não era JSON válido e completo");
    for (int last = objects.size() - 1; last >= 0; last--) {
      try {
        return reading(inner(objects.get(last)));
      } catch (UnusableAnswerException e) {
        why = e;
      }
    }
    throw why;
  }

  private Reading reading(JsonNode object) throws UnusableAnswerException {
    return new Reading(
        intent(object.path(INTENT)),
        confidence(object),
        entities(object.path("entities")),
        area(object.path("area")),
        StorableText.clean(object.path("reply").isTextual() ? object.path("reply").asText() : ""));
  }

  /** If the whole answer is a JSON text, the text is the answer. */
  private static String unpacked(String text) {
    if (!text.startsWith("\"")) {
      return text;
    }
    try {
      return JSON.readTree(text).asText();
    } catch (IOException talk) {
      // The answer only begins with a quotation mark and is no JSON text.
      return text;
    }
  }

  /** The object inside {@code {"result": …}}, or in the arguments of a tool call. */
  private static JsonNode inner(JsonNode object) {
    if (object.has(INTENT)) {
      return object;
    }
    for (JsonNode value : object) {
      List<JsonNode> inside = value.isTextual() ? objects(value.asText()) : List.of(value);
      for (JsonNode one : inside) {
        if (one.path(INTENT).isTextual()) {
          return one;
        }
      }
    }
    return object;
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

  /** The JSON objects in the text, one after another. The words around them are ignored. */
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
        // This may be a brace in other words. The answer may follow it.
        next = start + 1;
      }
      start = text.indexOf('{', next);
    }
    return objects;
  }

  /**
   * Reads the intent, also with capitals, accents or blanks: {@code Informações} is {@code
   * informacoes}.
   */
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

  /**
   * Reads a number from 0 to 1 or from 0 to 100; also as text, with a comma or a percent sign, or
   * in words. An answer without a confidence can still be used.
   */
  private static double confidence(JsonNode object) throws UnusableAnswerException {
    JsonNode node = object.path("confidence");
    if (nothing(node) && object.has("reply")) {
      return NOT_SAID;
    }
    Double word = node.isTextual() ? CONFIDENCE.get(PlainText.fold(node.asText())) : null;
    return word == null ? share(node) : word;
  }

  private static double share(JsonNode node) throws UnusableAnswerException {
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
        || node.isArray() && node.isEmpty()
        || node.isTextual() && Nothing.in(node.asText());
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

  /** Finds an area by its name or a synonym: {@code quarto} is {@code Dormitórios}. */
  private @Nullable String area(JsonNode node) throws UnusableAnswerException {
    if (nothing(node)) {
      return null;
    }
    String named = name(node.asText());
    return areas.stream()
        .filter(area -> name(area).equals(named))
        .findFirst()
        .or(() -> business.areaIn(node.asText()))
        .orElseThrow(
            () -> new UnusableAnswerException("'area' deve ser null ou uma destas: " + areas));
  }
}
