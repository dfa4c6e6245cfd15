package dev.recado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The tables of {@link StubOdoo}, with as much of Odoo's ORM as the hub needs. */
final class StubOdooRecords {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, String> RELATIONS =
      Map.of(
          "partner_id", "res.partner",
          "source_id", "utm.source",
          "order_id", "sale.order",
          "product_id", "product.product",
          "user_id", "res.users",
          "stage_id", "crm.stage");

  /** Models whose name Odoo fills in. */
  private static final Set<String> FILLED_IN = Set.of("sale.order", "sale.order.line");

  /** Columns that hold numbers. */
  private static final Set<String> NUMBERS = Set.of("product_uom_qty", "price_unit");

  private final Map<String, Set<String>> fields = new HashMap<>();
  private final Map<String, TreeMap<Long, ObjectNode>> tables = new HashMap<>();
  private final Map<String, External> externals = new HashMap<>();

  /** An error that Odoo raises. */
  static final class Fault extends RuntimeException {
    final String name;

    Fault(String name, String message) {
      super(message);
      this.name = name;
    }
  }

  private record External(String model, long id, boolean noupdate) {}

  StubOdooRecords(boolean withMobile) {
    model(
        "res.partner",
        withMobile,
        "name phone email vat phone_sanitized country_id lang commercial_partner_id customer_rank");
    model(
        "crm.lead",
        withMobile,
        "name contact_name email_from phone phone_sanitized description type stage_id user_id"
            + " partner_id source_id active");
    model("crm.stage", false, "name is_won");
    model("utm.source", false, "name");
    model("mail.message", false, "model res_id body");
    model(
        "account.move.line",
        false,
        "move_id date_maturity account_type amount_currency amount_residual_currency debit");
    model("res.users", false, "login");
    model("product.product", false, "name default_code list_price active");
    model("sale.order", false, "name state partner_id client_order_ref note user_id");
    model("sale.order.line", false, "name order_id product_id product_uom_qty price_unit");
    insert("crm.stage", object().put("name", "New").put("is_won", false));
    insert("crm.stage", object().put("name", "Won").put("is_won", true));
  }

  private void model(String model, boolean withMobile, String names) {
    Set<String> all = new HashSet<>(List.of(names.split(" ", -1)));
    all.add("id");
    if (withMobile) {
      all.add("mobile");
    }
    fields.put(model, all);
    tables.put(model, new TreeMap<>());
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  boolean knows(String model) {
    return fields.containsKey(model);
  }

  Set<String> fields(String model) {
    return Set.copyOf(table(model, fields));
  }

  List<ObjectNode> all(String model) {
    return List.copyOf(table(model, tables).values());
  }

  private static <T> T table(String model, Map<String, T> tables) {
    T table = tables.get(model);
    if (table == null) {
      throw new Fault("odoo.exceptions.UserError", "Object " + model + " doesn't exist");
    }
    return table;
  }

  ObjectNode record(String model, long id) {
    ObjectNode record = table(model, tables).get(id);
    if (record == null) {
      throw new Fault(
          "odoo.exceptions.MissingError",
          "Record does not exist or has been deleted.\n(Record: %s(%d,), User: 6)"
              .formatted(model, id));
    }
    return record;
  }

  long insert(String model, ObjectNode values) {
    TreeMap<Long, ObjectNode> table = table(model, tables);
    long id =
        values.has("id") ? values.get("id").asLong() : table.isEmpty() ? 1 : table.lastKey() + 1;
    ObjectNode record = object().put("id", id);
    fields(model).forEach(field -> record.put(field, false));
    record.setAll(values);
    record.put("id", id);
    table.put(id, record);
    sanitize(record);
    return id;
  }

  void write(String model, long id, JsonNode values) {
    values.fieldNames().forEachRemaining(name -> known(model, name));
    ObjectNode record = record(model, id);
    values.fields().forEachRemaining(value -> record.set(value.getKey(), value.getValue()));
    sanitize(record);
  }

  void delete(String model, long id) {
    table(model, tables).remove(id);
    externals.values().removeIf(other -> other.model().equals(model) && other.id() == id);
  }

  private void known(String model, String field) {
    if (!fields(model).contains(field)) {
      throw new Fault(
          "builtins.ValueError", "Invalid field '%s' on model '%s'".formatted(field, model));
    }
  }

  /** Mobile first, then phone; a number without a plus belongs to the company's country. */
  private static void sanitize(ObjectNode record) {
    if (!record.has("phone_sanitized")) {
      return;
    }
    String written = record.path("mobile").asText("false");
    written = written.equals("false") ? record.path("phone").asText() : written;
    String digits = written.replaceAll("\\D", "");
    if (digits.length() < 10) {
      record.put("phone_sanitized", false);
    } else {
      record.put("phone_sanitized", (written.startsWith("+") ? "+" : "+55") + digits);
    }
  }

  ArrayNode read(String model, JsonNode ids, JsonNode wanted) {
    ArrayNode result = JSON.createArrayNode();
    wanted.forEach(field -> known(model, field.asText()));
    for (JsonNode id : ids) {
      ObjectNode record = table(model, tables).get(id.asLong());
      if (record != null) {
        ObjectNode row = object().put("id", id.asLong());
        wanted.forEach(
            field -> row.set(field.asText(), shown(field.asText(), record.get(field.asText()))));
        result.add(row);
      }
    }
    return result;
  }

  /** Over RPC, a many2one is its id with its name. */
  private JsonNode shown(String field, JsonNode value) {
    String model = RELATIONS.get(field);
    if (model == null || !value.isNumber()) {
      return value;
    }
    TreeMap<Long, ObjectNode> table = tables.getOrDefault(model, new TreeMap<>());
    ObjectNode record = table.get(value.asLong());
    String name = record == null ? "Hub" : record.path("name").asText();
    return JSON.createArrayNode().add(value).add(name);
  }

  ArrayNode search(String model, JsonNode domain, JsonNode order, JsonNode limit) {
    List<Long> found = new ArrayList<>();
    for (ObjectNode record : all(model)) {
      if (record.path("active").asBoolean(true) && matches(model, record, domain)) {
        found.add(record.get("id").asLong());
      }
    }
    if (order.asText().startsWith("id desc")) {
      Collections.reverse(found);
    }
    ArrayNode ids = JSON.createArrayNode();
    found.stream().limit(limit.asLong(Long.MAX_VALUE)).forEach(ids::add);
    return ids;
  }

  /** Polish notation, read from its end; all remaining conditions must match. */
  private boolean matches(String model, ObjectNode record, JsonNode domain) {
    Deque<Boolean> values = new ArrayDeque<>();
    for (int i = domain.size() - 1; i >= 0; i--) {
      JsonNode term = domain.get(i);
      switch (term.asText()) {
        case "|" -> {
          boolean first = values.pop();
          boolean second = values.pop();
          values.push(first || second);
        }
        default -> values.push(leaf(model, record, term));
      }
    }
    return values.stream().allMatch(value -> value);
  }

  private boolean leaf(String model, ObjectNode record, JsonNode leaf) {
    String path = leaf.get(0).asText();
    String operator = leaf.get(1).asText();
    JsonNode value = leaf.get(2);
    if (path.equals("phone_mobile_search")) {
      return alike(bare(record.path("phone")), bare(value))
          || alike(bare(record.path("mobile")), bare(value));
    }
    String first = path.split("\\.", -1)[0];
    if (!fields(model).contains(first)) {
      throw new Fault(
          "builtins.ValueError",
          "Invalid field %s.%s in leaf ('%s', '%s', %s)"
              .formatted(model, first, path, operator, value));
    }
    JsonNode own = record.get(first);
    if (path.contains(".")) {
      own =
          own.asBoolean(true)
              ? record(related(first), own.asLong()).get(path.substring(first.length() + 1))
              : own;
    }
    return switch (operator) {
      case "=" -> own.asText().equals(value.asText());
      case "!=" -> !own.asText().equals(value.asText());
      case "=ilike" -> own.asText().equalsIgnoreCase(value.asText());
      case "ilike" -> alike(own.asText(), value.asText());
      default -> throw new Fault("builtins.ValueError", "Invalid operator '" + operator + "'");
    };
  }

  private static String related(String field) {
    return RELATIONS.getOrDefault(field, field);
  }

  private static String bare(JsonNode phone) {
    return phone.isTextual() ? phone.asText().replaceAll("[\\s\\\\./()\\-]", "") : "";
  }

  private static boolean alike(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  /**
   * The import of rows of text. It updates a record with a known external id, unless the record was
   * loaded with {@code noupdate} and the mode is {@code update}.
   */
  ObjectNode load(String model, JsonNode columns, JsonNode data, JsonNode context, long user) {
    ObjectNode answer = object();
    ArrayNode ids = JSON.createArrayNode();
    ArrayNode messages = answer.putArray("messages");
    for (JsonNode row : data) {
      ObjectNode values = object();
      String external = "";
      for (int i = 0; i < columns.size(); i++) {
        String column = columns.get(i).asText();
        if (column.equals("id")) {
          external = row.get(i).asText();
        } else {
          convert(model, column, row.get(i).asText(), values, messages);
        }
      }
      if (messages.isEmpty()) {
        ids.add(save(model, external, values, context, user, messages));
      }
    }
    answer.put("nextrow", 0);
    if (messages.isEmpty()) {
      answer.set("ids", ids);
    } else {
      answer.put("ids", false);
    }
    return answer;
  }

  private void convert(
      String model, String column, String text, ObjectNode values, ArrayNode messages) {
    String field = column.split("/", -1)[0];
    if (!fields(model).contains(field)) {
      throw new Fault("builtins.KeyError", "'" + field + "'");
    }
    if (text.isEmpty()) {
      values.put(field, false);
    } else if (NUMBERS.contains(column)) {
      values.put(field, Double.parseDouble(text));
    } else if (!column.endsWith("/.id")) {
      values.put(field, text);
    } else if (table(related(field), tables).containsKey(Long.parseLong(text))) {
      values.put(field, Long.parseLong(text));
    } else {
      String message = "No matching record found for database id '%s' in field '%s'";
      messages.add(error(message.formatted(text, field)).put("field", field));
    }
  }

  private static ObjectNode error(String message) {
    return object().put("type", "error").put("message", message).put("record", 0);
  }

  private long save(
      String model,
      String external,
      ObjectNode values,
      JsonNode context,
      long user,
      ArrayNode messages) {
    External known = externals.get(external);
    if (known != null) {
      if (!(known.noupdate() && context.path("mode").asText().equals("update"))) {
        write(model, known.id(), values);
      }
      return known.id();
    }
    if (!FILLED_IN.contains(model) && !values.path("name").isTextual()) {
      messages.add(error("Missing required value for the field 'Name' (name)"));
      return 0;
    }
    long id = create(model, values, user);
    externals.put(external, new External(model, id, context.path("noupdate").asBoolean()));
    return id;
  }

  long create(String model, ObjectNode values, long user) {
    values.fieldNames().forEachRemaining(name -> known(model, name));
    return switch (model) {
      case "crm.lead" -> createLead(values, user);
      case "utm.source" -> createSource(values);
      case "sale.order" -> createOrder(values, user);
      case "sale.order.line" -> createLine(values);
      default -> insert(model, values);
    };
  }

  /** Without a user, the API's user becomes the seller; a lead and its partner share an address. */
  private long createLead(ObjectNode given, long user) {
    ObjectNode values = object().put("stage_id", 1).put("active", true).put("type", "opportunity");
    values.put("user_id", user).setAll(given);
    JsonNode partnerId = values.path("partner_id");
    if (partnerId.isNumber()) {
      ObjectNode partner = record("res.partner", partnerId.asLong());
      share(values, "phone", partner, "phone");
      share(values, "email_from", partner, "email");
      if (!values.has("mobile") && partner.has("mobile")) {
        values.set("mobile", partner.get("mobile"));
      }
      sanitize(partner);
    }
    return insert("crm.lead", values);
  }

  private static void share(ObjectNode lead, String field, ObjectNode partner, String its) {
    if (lead.has(field)) {
      partner.set(its, lead.get(field));
    } else {
      lead.set(field, partner.get(its));
    }
  }

  private long createSource(ObjectNode values) {
    String name = values.get("name").asText();
    long same =
        all("utm.source").stream()
            .filter(source -> source.get("name").asText().matches("\\Q" + name + "\\E( \\[\\d+])?"))
            .count();
    return insert(
        "utm.source", values.put("name", same == 0 ? name : name + " [" + (same + 1) + "]"));
  }

  /** An order is accepted without lines; the API's user becomes the seller. */
  private long createOrder(ObjectNode given, long user) {
    ObjectNode values = object().put("state", "draft").put("user_id", user);
    values.setAll(given);
    long id = insert("sale.order", values);
    record("sale.order", id).put("name", "S%05d".formatted(id));
    return id;
  }

  /** What is not given comes from the product; any quantity is accepted. */
  private long createLine(ObjectNode given) {
    ObjectNode product = record("product.product", given.path("product_id").asLong());
    ObjectNode values = object().put("product_uom_qty", 1.0);
    values.set("name", product.get("name"));
    values.set("price_unit", product.get("list_price"));
    values.setAll(given);
    return insert("sale.order.line", values);
  }

  /** Confirms an offer, also an empty one. */
  void confirm(long order) {
    ObjectNode record = record("sale.order", order);
    if (!Set.of("draft", "sent").contains(record.get("state").asText())) {
      throw new Fault(
          "odoo.exceptions.UserError", "Some orders are not in a state requiring confirmation.");
    }
    record.put("state", "sale");
  }

  ArrayNode metadata(String model, JsonNode ids) {
    ArrayNode result = JSON.createArrayNode();
    for (JsonNode id : ids) {
      record(model, id.asLong());
      ObjectNode row = result.addObject().put("id", id.asLong()).put("xmlid", false);
      ArrayNode all = row.putArray("xmlids");
      externals.forEach(
          (name, external) -> {
            if (external.model().equals(model) && external.id() == id.asLong()) {
              row.put("xmlid", name).put("noupdate", external.noupdate());
              all.addObject().put("xmlid", name).put("noupdate", external.noupdate());
            }
          });
    }
    return result;
  }
}
