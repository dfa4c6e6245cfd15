package dev.recado.systems.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.spine.flow.TryLaterException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Kommo for rehearsals. Its records replace Kommo's answers at the transport, so the hub reads
 * them with the same code as real answers.
 */
public final class KommoStandIn {

  /** The fields that a record may have, by the name of its list. */
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "leads",
          Set.of("id", "name", "responsible", "status", "pipeline", "price", "contacts"),
          "contacts",
          Set.of("id", "name", "phone", "email", "responsible", "leads"),
          "users",
          Set.of("id", "name", "email", "active"));

  private final Kommo kommo;

  /** The content of this Kommo. */
  public interface Holdings {

    /**
     * Tells whether it is down.
     *
     * @return true if each call fails
     */
    boolean away();

    /**
     * Tells whether there is a Kommo at all.
     *
     * @return false if none is configured
     */
    boolean there();

    /**
     * Lists records.
     *
     * @param kind {@code leads}, {@code contacts} or {@code users}
     * @return each with its {@code id}; leads have {@code name}, {@code responsible}, {@code
     *     status}, {@code pipeline}, {@code price}, {@code contacts}; contacts have {@code name},
     *     {@code phone}, {@code email}, {@code responsible}, {@code leads}; users have {@code
     *     name}, {@code email}, {@code active}
     */
    List<Map<String, @Nullable Object>> records(String kind);
  }

  /**
   * Creates a Kommo.
   *
   * @param holdings asked at each call
   * @param clock decides how long it remembers what it read
   */
  public KommoStandIn(Supplier<? extends Holdings> holdings, Clock clock) {
    KommoSettings settings =
        new KommoSettings(
            "http://kommo.example",
            "rehearsal",
            "",
            "",
            "",
            URI.create("http://kommo.example/oauth"),
            Duration.ofSeconds(1),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Set.of());
    this.kommo =
        new Kommo(settings, new Rehearsed(holdings), CircuitBreaker.ofDefaults("rehearsal"), clock);
  }

  /**
   * Names the kinds of records that it may hold.
   *
   * @return the kinds of records
   */
  public static Set<String> kinds() {
    return FIELDS.keySet();
  }

  /**
   * Names the fields that a record may have.
   *
   * @param kind {@code leads}, {@code contacts} or {@code users}
   * @return the fields; empty if there is no such kind
   */
  public static Set<String> fields(String kind) {
    return FIELDS.getOrDefault(kind, Set.of());
  }

  /**
   * Gives the client that flows use.
   *
   * @return always the same client
   */
  public Kommo kommo() {
    return kommo;
  }

  /** Forgets failures and all records that it held before. */
  public void beginAnew() {
    kommo.beginAnew();
  }

  private record Rehearsed(Supplier<? extends Holdings> holdings) implements KommoTransport {

    @Override
    public JsonNode send(KommoCall call) {
      return answer(holdings.get(), call);
    }

    @Override
    public boolean there() {
      return holdings.get().there();
    }
  }

  static JsonNode answer(Holdings holdings, KommoCall call) {
    if (!call.method().equals("GET")) {
      throw new IllegalStateException("A flow must not write, but this call does: " + call.aim());
    }
    if (holdings.away()) {
      // Each attempt of the event counts by itself: the breaker is not part of the rehearsal.
      throw new TryLaterException("O Kommo não responde (dado pelo teste)", null);
    }
    String[] path = call.path().split("/", -1);
    List<Map<String, @Nullable Object>> records = holdings.records(path[1]);
    if (path.length == 2) {
      ObjectNode page = KommoJson.MAPPER.createObjectNode();
      ArrayNode list = page.putObject("_embedded").putArray(path[1]);
      for (Map<String, @Nullable Object> record : records) {
        list.add(wire(path[1], record));
      }
      return page;
    }
    for (Map<String, @Nullable Object> record : records) {
      if (String.valueOf(record.get("id")).equals(path[2])) {
        return wire(path[1], record);
      }
    }
    return MissingNode.getInstance();
  }

  /** A record as Kommo writes it; a missing field gets the value that most records have. */
  private static ObjectNode wire(String kind, Map<String, @Nullable Object> record) {
    ObjectNode wire = KommoJson.MAPPER.createObjectNode();
    put(wire, "id", record.get("id"));
    put(wire, "name", record.getOrDefault("name", ""));
    switch (kind) {
      case "leads" -> lead(wire, record);
      case "contacts" -> contact(wire, record);
      default -> {
        put(wire, "email", record.get("email"));
        put(wire.putObject("rights"), "is_active", record.getOrDefault("active", true));
      }
    }
    return wire;
  }

  private static void lead(ObjectNode wire, Map<String, @Nullable Object> record) {
    put(wire, "responsible_user_id", record.get("responsible"));
    put(wire, "status_id", record.get("status"));
    put(wire, "pipeline_id", record.get("pipeline"));
    put(wire, "price", record.getOrDefault("price", 0));
    wire.put("is_deleted", false).putNull("custom_fields_values");
    ArrayNode contacts = embed(wire, "contacts", record.get("contacts"));
    for (int i = 0; i < contacts.size(); i++) {
      ((ObjectNode) contacts.get(i)).put("is_main", i == 0);
    }
  }

  private static void contact(ObjectNode wire, Map<String, @Nullable Object> record) {
    put(wire, "responsible_user_id", record.get("responsible"));
    ArrayNode fields = KommoJson.MAPPER.createArrayNode();
    field(fields, "PHONE", "MOB", record.get("phone"));
    field(fields, "EMAIL", "WORK", record.get("email"));
    // Kommo sends null, not an empty list.
    wire.set("custom_fields_values", fields.isEmpty() ? NullNode.getInstance() : fields);
    embed(wire, "leads", record.get("leads"));
  }

  private static void put(ObjectNode node, String name, @Nullable Object value) {
    node.set(name, KommoJson.MAPPER.valueToTree(value));
  }

  private static ArrayNode embed(ObjectNode wire, String kind, @Nullable Object ids) {
    ArrayNode list = wire.putObject("_embedded").putArray(kind);
    for (Object id : ids instanceof List<?> given ? given : List.of()) {
      put(list.addObject(), "id", id);
    }
    return list;
  }

  private static void field(ArrayNode fields, String code, String kind, @Nullable Object value) {
    if (value != null) {
      ObjectNode field = fields.addObject().put("field_code", code);
      field.putArray("values").addObject().put("value", value.toString()).put("enum_code", kind);
    }
  }
}
