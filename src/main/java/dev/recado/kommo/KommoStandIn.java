package dev.recado.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.flow.TryLaterException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kommo for rehearsals: given records at the place of the transport, so that what the hub makes
 * of Kommo's answers is what it makes of them in earnest.
 */
public final class KommoStandIn {

  private final Kommo kommo;

  /** What this Kommo holds. */
  public interface Holdings {

    /**
     * Tells whether it is down.
     *
     * @return true where each call fails
     */
    boolean away();

    /**
     * Lists records.
     *
     * @param kind {@code leads}, {@code contacts} or {@code users}
     * @return each with its {@code id}; of leads {@code name}, {@code responsible}, {@code status},
     *     {@code pipeline}, {@code price}, {@code contacts}; of contacts {@code name}, {@code
     *     phone}, {@code email}, {@code responsible}, {@code leads}; of users {@code name}, {@code
     *     email}, {@code active}
     */
    List<Map<String, @Nullable Object>> records(String kind);
  }

  /**
   * Makes one.
   *
   * @param holdings asked at each call
   * @param clock by which it remembers what it read
   */
  public KommoStandIn(Holdings holdings, Clock clock) {
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
            Duration.ofSeconds(60));
    this.kommo =
        new Kommo(
            settings,
            call -> answer(holdings, call),
            CircuitBreaker.ofDefaults("rehearsal"),
            clock);
  }

  /**
   * Gives the client that flows use.
   *
   * @return always the same
   */
  public Kommo kommo() {
    return kommo;
  }

  /** Forgets the failures and the records of what it held before. */
  public void beginAnew() {
    kommo.beginAnew();
  }

  private static JsonNode answer(Holdings holdings, KommoCall call) {
    if (!call.method().equals("GET")) {
      throw new IllegalStateException("A flow does not write, and this would: " + call.aim());
    }
    if (holdings.away()) {
      // Each try of the event counts for itself: the breaker is not what is rehearsed.
      throw new TryLaterException("O Kommo não responde (dado pelo teste)", null);
    }
    String[] path = call.path().split("/", -1);
    List<Map<String, @Nullable Object>> records = holdings.records(path[1]);
    if (path.length == 2) {
      ObjectNode page = KommoJson.MAPPER.createObjectNode();
      ArrayNode list = page.putObject("_embedded").putArray(path[1]);
      for (Map<String, @Nullable Object> record : records) {
        list.add(wire(record));
      }
      return page;
    }
    for (Map<String, @Nullable Object> record : records) {
      if (String.valueOf(record.get("id")).equals(path[2])) {
        return wire(record);
      }
    }
    return MissingNode.getInstance();
  }

  /** A record as Kommo writes it. */
  private static ObjectNode wire(Map<String, @Nullable Object> record) {
    ObjectNode wire = KommoJson.MAPPER.createObjectNode();
    put(wire, "id", record.get("id"));
    put(wire, "name", record.get("name"));
    put(wire, "email", record.get("email"));
    put(wire, "responsible_user_id", record.get("responsible"));
    put(wire, "status_id", record.get("status"));
    put(wire, "pipeline_id", record.get("pipeline"));
    put(wire, "price", record.get("price"));
    put(wire.putObject("rights"), "is_active", record.getOrDefault("active", true));
    ObjectNode embedded = wire.putObject("_embedded");
    embed(embedded, "leads", record.get("leads"));
    embed(embedded, "contacts", record.get("contacts"));
    ArrayNode fields = wire.putArray("custom_fields_values");
    field(fields, "PHONE", record.get("phone"));
    field(fields, "EMAIL", record.get("email"));
    return wire;
  }

  private static void put(ObjectNode node, String name, @Nullable Object value) {
    node.set(name, KommoJson.MAPPER.valueToTree(value));
  }

  private static void embed(ObjectNode embedded, String kind, @Nullable Object ids) {
    ArrayNode list = embedded.putArray(kind);
    for (Object id : ids instanceof List<?> given ? given : List.of()) {
      put(list.addObject(), "id", id);
    }
  }

  private static void field(ArrayNode fields, String code, @Nullable Object value) {
    if (value != null) {
      ObjectNode field = fields.addObject().put("field_code", code);
      field.putArray("values").addObject().put("value", value.toString()).put("enum_code", "MOB");
    }
  }
}
