package dev.recado.sales.seller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.web.Refusal;
import dev.recado.sales.seller.Roster.Details;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the settings of a seller from a request. Each error names its field. */
final class SellerBody {

  private static final Set<String> FIELDS =
      Set.of("nome", "email", "telefone", "areas", "horario", "ativo");

  /** Fields that only answers have. A caller may send them back together with a change. */
  private static final Set<String> SHOWN = Set.of("id", "tipo", "id_kommo", "leads_abertos");

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
  private static final int LONGEST = 200;

  private final JsonNode json;

  private SellerBody(JsonNode json) {
    this.json = json;
  }

  /** Reads a new seller. */
  static Details read(JsonNode json) {
    SellerBody body = of(json);
    return new Details(
        body.name(null),
        body.email(null),
        body.text("telefone", null),
        body.areas(List.of()),
        body.hours(WorkingHours.USUAL),
        body.active());
  }

  /** Reads a change. A missing field stays as it is, null empties it. */
  static Details read(JsonNode json, Seller before) {
    SellerBody body = of(json);
    return new Details(
        body.name(before.name()),
        body.email(before.email()),
        body.text("telefone", before.phone()),
        body.areas(before.areas()),
        body.hours(before.hours()),
        body.active());
  }

  private static SellerBody of(JsonNode json) {
    if (!json.isObject()) {
      throw Refusal.badRequest("O corpo deve ser um objeto JSON.");
    }
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FIELDS.contains(name) && !SHOWN.contains(name)) {
                throw Refusal.badRequest(
                    "O campo '"
                        + name
                        + "' não existe; campos: "
                        + String.join(", ", new TreeSet<>(FIELDS))
                        + ".");
              }
            });
    return new SellerBody(json);
  }

  private String name(@Nullable String before) {
    String name = text("nome", before);
    if (name == null) {
      throw wrong("nome", "é obrigatório");
    }
    return name;
  }

  private @Nullable String email(@Nullable String before) {
    String email = text("email", before);
    if (json.has("email") && email != null && !EMAIL.matcher(email).matches()) {
      throw wrong("email", "não é um e-mail");
    }
    return email;
  }

  private @Nullable String text(String field, @Nullable String before) {
    if (!json.has(field)) {
      return before;
    }
    JsonNode value = json.get(field);
    if (value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw wrong(field, "deve ser um texto");
    }
    String text = value.textValue().strip();
    if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
      throw wrong(field, "deve ser um texto de uma linha, com até " + LONGEST + " caracteres");
    }
    return text.isEmpty() ? null : text;
  }

  private List<String> areas(List<String> before) {
    if (!json.has("areas")) {
      return before;
    }
    List<String> areas = new ArrayList<>();
    for (JsonNode area : list(json.get("areas"), "areas")) {
      if (!area.isTextual()) {
        throw wrong("areas", "deve ser uma lista de textos");
      }
      areas.add(area.textValue());
    }
    return areas;
  }

  private static JsonNode list(JsonNode value, String field) {
    if (!value.isArray()) {
      throw wrong(field, "deve ser uma lista de textos");
    }
    return value;
  }

  private WorkingHours hours(WorkingHours before) {
    JsonNode week = json.get("horario");
    if (week == null || week.isNull()) {
      return week == null ? before : WorkingHours.USUAL;
    }
    if (!week.isObject()) {
      throw wrong("horario", "deve ser um objeto como {\"segunda\": [\"09:00-18:00\"]}");
    }
    Map<String, List<String>> written = new LinkedHashMap<>();
    week.properties().forEach(day -> written.put(day.getKey(), spans(day.getValue())));
    return HoursText.read(written);
  }

  private static List<String> spans(JsonNode value) {
    List<String> spans = new ArrayList<>();
    if (value.isTextual()) {
      spans.add(value.textValue());
    } else if (!value.isNull()) {
      list(value, "horario").forEach(span -> spans.add(span.asText()));
    }
    return spans;
  }

  private @Nullable Boolean active() {
    JsonNode value = json.get("ativo");
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw wrong("ativo", "deve ser true ou false");
    }
    return value.booleanValue();
  }

  private static Refusal wrong(String field, String what) {
    return Refusal.badRequest("O campo '" + field + "' " + what + ".");
  }
}
