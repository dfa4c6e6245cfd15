package dev.recado.systems.rdstation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.recado.ground.database.StorableText;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.ingress.StableId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One person's conversion, from either of RD Station's two generations of webhooks.
 *
 * @param opportunity true if the person was marked as an opportunity, false for a conversion
 * @param what distinguishes this conversion from the next one of the same person
 * @param contact the person's fields
 * @param content the fields of the form that brought the person
 * @param body for flows, the same for both generations
 */
record Conversion(
    boolean opportunity,
    String what,
    JsonNode contact,
    JsonNode content,
    Map<String, @Nullable Object> body) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /**
   * Reads a body; empty if it is not RD Station's.
   *
   * @param most the largest number of conversions to read
   */
  static List<Conversion> in(byte[] body, int most) {
    JsonNode tree;
    try {
      tree = JSON.readTree(body);
    } catch (IOException unreadable) {
      return List.of();
    }
    if (tree == null || !tree.isObject()) {
      return List.of();
    }
    if (tree.has("leads")) {
      return StreamSupport.stream(tree.get("leads").spliterator(), false)
          .filter(JsonNode::isObject)
          .limit(most)
          .map(Conversion::legacy)
          .toList();
    }
    return tree.path("event_type").isTextual() && tree.path("contact").isObject()
        ? List.of(webhook(tree))
        : List.of();
  }

  private static Conversion webhook(JsonNode tree) {
    JsonNode contact = tree.get("contact");
    String type = tree.get("event_type").textValue();
    Map<String, @Nullable Object> body = person(contact, contact);
    body.put("empresa", Fields.text(contact, "/company/name"));
    body.put("identificador", Fields.text(tree, "/event_identifier"));
    body.put("origem", Fields.text(contact, "/funnel/origin"));
    body.put("customFields", Fields.custom(contact));
    body.put("formFields", Map.of());
    body.put("area", Fields.area(contact));
    String at = Fields.text(tree, "/event_timestamp", "/timestamp");
    return new Conversion(
        type.endsWith("OPPORTUNITY"),
        type + ":" + (at == null ? hash(tree.toString()) : at),
        contact,
        contact,
        body);
  }

  private static Conversion legacy(JsonNode lead) {
    JsonNode last =
        lead.path("last_conversion").isObject()
            ? lead.path("last_conversion")
            : lead.path("first_conversion");
    JsonNode content = last.path("content");
    Map<String, @Nullable Object> body = person(lead, content);
    body.put("empresa", Fields.either(lead, content, "/company", "/empresa"));
    body.put("identificador", Fields.either(content, last, "/identificador", "/source"));
    body.put(
        "origem",
        Fields.text(last, "/conversion_origin/source", "/conversion_origin/channel", "/source"));
    body.put("customFields", Fields.map(lead.path("custom_fields")));
    body.put("formFields", Fields.map(content));
    String area = Fields.area(lead.path("custom_fields"));
    body.put("area", area == null ? Fields.area(content) : area);
    boolean opportunity = opportunity(lead, last);
    String at =
        opportunity
            ? Fields.text(lead, "/last_marked_opportunity_date")
            : Fields.text(last, "/created_at");
    return new Conversion(
        opportunity,
        (opportunity ? "opportunity:" : "conversion:") + (at == null ? hash(lead.toString()) : at),
        lead,
        content,
        body);
  }

  /**
   * The older generation does not name its event, so the later of marking and conversion counts.
   */
  private static boolean opportunity(JsonNode lead, JsonNode last) {
    Instant marked = at(lead, "/last_marked_opportunity_date");
    Instant converted = at(last, "/created_at");
    boolean is = Boolean.parseBoolean(Fields.text(lead, "/opportunity"));
    if (marked == null || converted == null) {
      return is && converted == null;
    }
    return is && !marked.isBefore(converted);
  }

  private static @Nullable Instant at(JsonNode node, String path) {
    String text = Fields.text(node, path);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Map<String, @Nullable Object> person(JsonNode contact, JsonNode content) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("uuid", Fields.text(contact, "/uuid"));
    body.put("nome", Fields.either(contact, content, "/name", "/nome"));
    body.put("email", Fields.either(contact, content, "/email", "/email_lead"));
    body.put("telefone", phone(contact, content));
    body.put("cidade", Fields.either(contact, content, "/city", "/cidade"));
    body.put("tags", Fields.texts(contact.path("tags")));
    body.put("consent", Consent.of(contact.path("legal_bases")));
    return body;
  }

  /**
   * A phone as it was written: a mobile before a landline, and a landline before unreadable text.
   */
  private static @Nullable String phone(JsonNode contact, JsonNode content) {
    List<String> written =
        Stream.concat(
                Stream.of("/mobile_phone", "/personal_phone")
                    .flatMap(path -> Stream.ofNullable(Fields.text(contact, path))),
                Stream.of("/celular", "/whatsapp", "/telefone", "/mobile_phone", "/personal_phone")
                    .flatMap(path -> Stream.ofNullable(Fields.text(content, path))))
            .toList();
    return written.isEmpty() ? null : Phones.first(written).written();
  }

  String subject() {
    return RdStationWebhooks.NAME + ":" + person();
  }

  String key() {
    return StorableText.key(person() + ":" + what);
  }

  private String person() {
    String known = Fields.text(contact, "/uuid", "/email", "/id");
    if (known == null) {
      return hash(contact.toString());
    }
    return ID.matcher(known).matches() ? known : hash(known);
  }

  private static String hash(String text) {
    return StableId.hash(text.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }

  /** Leaves the person out, because the default text of a record would show it in logs. */
  @Override
  public String toString() {
    return "Conversion[" + key() + "]";
  }
}
