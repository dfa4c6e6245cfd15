package dev.recado.systems.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.recado.spine.flow.TryLaterException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An Odoo for rehearsals. Its records replace Odoo's answers at the protocol, so the hub reads them
 * with the same code as real answers.
 */
public final class OdooStandIn {

  private final Odoo odoo;

  /** The content and the answers of this Odoo. */
  public interface Holdings {

    /**
     * Tells whether it is down.
     *
     * @return true if each call fails
     */
    boolean away();

    /**
     * Lists the records of a model.
     *
     * @param model for example {@code res.partner}
     * @return fields as Odoo writes them, null for an empty one; each record has its {@code id}
     */
    List<Map<String, @Nullable Object>> records(String model);

    /**
     * Answers the call of a public method.
     *
     * @param model for example {@code account.move}
     * @param method for example {@code get_portal_url}
     * @return what it returns
     */
    @Nullable Object call(String model, String method);
  }

  /**
   * Creates an Odoo.
   *
   * @param holdings what it holds now; asked at each call
   */
  public OdooStandIn(Supplier<? extends Holdings> holdings) {
    OdooSettings settings =
        new OdooSettings(
            "http://odoo.example",
            "rehearsal",
            "rehearsal",
            "",
            Duration.ofSeconds(1),
            OdooSettings.Protocol.JSONRPC,
            Duration.ZERO);
    this.odoo =
        new Odoo(
            settings, call -> answer(holdings.get(), call), CircuitBreaker.ofDefaults("rehearsal"));
  }

  /**
   * Gives the client that flows use.
   *
   * @return always the same client
   */
  public Odoo odoo() {
    return odoo;
  }

  /**
   * Reads a record as the hub does.
   *
   * @param record as Odoo writes it
   * @return as flows get it
   */
  public static Map<String, @Nullable Object> read(Map<String, @Nullable Object> record) {
    return OdooJson.plain(record);
  }

  /** Forgets failures and the fields of what it held before. */
  public void beginAnew() {
    odoo.beginAnew();
  }

  private static JsonNode answer(Holdings holdings, OdooCall call) {
    if (holdings.away()) {
      // Each attempt of the event counts by itself: the breaker is not part of the rehearsal.
      throw new TryLaterException("O Odoo não responde (dado pelo teste)", null);
    }
    return switch (call.method()) {
      case "fields_get" -> json(fields(holdings.records(call.model())));
      case "read" -> json(read(holdings.records(call.model()), call));
      case "search_read" -> json(search(holdings.records(call.model()), call));
      default -> json(empty(holdings.call(call.model(), call.method())));
    };
  }

  private static Map<String, Object> fields(List<Map<String, @Nullable Object>> records) {
    Set<String> names = new LinkedHashSet<>();
    records.forEach(record -> names.addAll(record.keySet()));
    Map<String, Object> fields = new LinkedHashMap<>();
    names.forEach(name -> fields.put(name, Map.of("type", "char")));
    return fields;
  }

  private static List<Map<String, Object>> read(
      List<Map<String, @Nullable Object>> records, OdooCall call) {
    List<Map<String, Object>> found = new ArrayList<>();
    List<String> ids =
        call.ids() == null ? List.of() : call.ids().stream().map(String::valueOf).toList();
    for (Map<String, @Nullable Object> record : records) {
      if (ids.contains(String.valueOf(record.get("id")))) {
        found.add(chosen(record, call.arguments().get("fields")));
      }
    }
    return found;
  }

  /** Supports the searches of flows: a field equals a value, or a field is not empty. */
  private static List<Map<String, Object>> search(
      List<Map<String, @Nullable Object>> records, OdooCall call) {
    List<Map<String, Object>> found = new ArrayList<>();
    List<?> domain = (List<?>) Objects.requireNonNull(call.arguments().get("domain"));
    for (Map<String, @Nullable Object> record : records) {
      if (domain.stream().allMatch(leaf -> fits(record, (List<?>) leaf))) {
        found.add(chosen(record, call.options().get("fields")));
      }
    }
    return found;
  }

  private static boolean fits(Map<String, @Nullable Object> record, List<?> leaf) {
    Object own = record.get(leaf.get(0));
    Object id = own instanceof List<?> pair ? pair.get(0) : own;
    return switch (String.valueOf(leaf.get(1))) {
      case "=" -> String.valueOf(empty(id)).equals(String.valueOf(leaf.get(2)));
      case "!=" -> !String.valueOf(empty(id)).equals(String.valueOf(leaf.get(2)));
      default ->
          throw new IllegalArgumentException(
              "The rehearsal does not support this condition: " + leaf);
    };
  }

  private static Map<String, Object> chosen(
      Map<String, @Nullable Object> record, @Nullable Object fields) {
    Map<String, Object> chosen = new LinkedHashMap<>();
    record.forEach(
        (name, value) -> {
          if (name.equals("id") || fields instanceof List<?> list && list.contains(name)) {
            chosen.put(name, empty(value));
          }
        });
    return chosen;
  }

  /** Odoo sends false for an empty field. */
  private static Object empty(@Nullable Object value) {
    return value == null ? false : value;
  }

  private static JsonNode json(Object value) {
    try {
      // Written and read again, so that numbers get the types that they have in a real answer.
      JsonNode node = OdooJson.MAPPER.readTree(OdooJson.MAPPER.writeValueAsBytes(value));
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
