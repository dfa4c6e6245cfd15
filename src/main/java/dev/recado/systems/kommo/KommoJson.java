package dev.recado.systems.kommo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.ingress.OutsideJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads Kommo's records. */
final class KommoJson {

  static final ObjectMapper MAPPER = OutsideJson.mapper();

  private KommoJson() {}

  static byte[] bytes(Object body) {
    try {
      return MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The call cannot be written as JSON", e);
    }
  }

  static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  static KommoUser user(JsonNode user) {
    JsonNode rights = user.path("rights");
    return new KommoUser(
        user.path("id").asText(),
        user.path("name").asText(),
        text(user.path("email")),
        rights.path("is_active").asBoolean(true),
        rights.path("is_admin").asBoolean(),
        rights.path("is_free").asBoolean());
  }

  static KommoLead lead(JsonNode lead) {
    List<String> contacts = new ArrayList<>();
    for (JsonNode contact : lead.at("/_embedded/contacts")) {
      String id = contact.path("id").asText();
      contacts.add(contact.path("is_main").asBoolean() ? 0 : contacts.size(), id);
    }
    return new KommoLead(
        lead.path("id").asText(),
        lead.path("name").asText(),
        text(lead.path("responsible_user_id")),
        text(lead.path("status_id")),
        text(lead.path("pipeline_id")),
        price(lead.path("price")),
        lead.path("is_deleted").asBoolean(),
        contacts);
  }

  /** A whole number, like Kommo's prices; an impossible price counts as none. */
  private static BigDecimal price(JsonNode price) {
    return price.canConvertToLong() ? price.decimalValue() : BigDecimal.ZERO;
  }

  static KommoContact contact(JsonNode contact) {
    JsonNode fields = contact.path("custom_fields_values");
    return new KommoContact(
        contact.path("id").asText(),
        contact.path("name").asText(),
        phones(fields),
        values(fields, "EMAIL").findFirst().map(value -> value.path("value").asText()).orElse(null),
        text(contact.path("responsible_user_id")),
        items(contact.at("/_embedded/leads")).map(lead -> lead.path("id").asText()).toList());
  }

  static KommoNote note(JsonNode note) {
    String text = note.at("/params/text").isTextual() ? note.at("/params/text").asText() : null;
    return new KommoNote(
        note.path("id").asText(),
        text == null ? note.path("text").asText() : text,
        Instant.ofEpochSecond(note.path("created_at").asLong()));
  }

  /** The mobile numbers first, because those are the ones with WhatsApp. */
  private static List<String> phones(JsonNode fields) {
    List<JsonNode> written = values(fields, "PHONE").toList();
    return Stream.concat(
            written.stream().filter(KommoJson::mobile),
            written.stream().filter(value -> !mobile(value)))
        .flatMap(value -> Phones.read(value.path("value").asText()).numbers().stream())
        .distinct()
        .toList();
  }

  private static boolean mobile(JsonNode value) {
    return value.path("enum_code").asText().equals("MOB");
  }

  /** The values of a field; Kommo sends null, not an empty list, for no fields. */
  private static Stream<JsonNode> values(JsonNode fields, String code) {
    return items(fields)
        .filter(field -> field.path("field_code").asText().equals(code))
        .flatMap(field -> items(field.path("values")));
  }

  private static @Nullable String text(JsonNode value) {
    return value.isNull() || value.isMissingNode() || value.asText().isBlank()
        ? null
        : value.asText();
  }
}
