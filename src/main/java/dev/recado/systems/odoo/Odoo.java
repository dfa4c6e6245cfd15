package dev.recado.systems.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.breaker.PatientCalls;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient;

/**
 * Odoo's external API, over the protocol that this Odoo has.
 *
 * <p>{@link OdooErrors} decides what each error means and what an operator is told. A refusal is an
 * answer; only an Odoo that is away opens the breaker.
 */
public final class Odoo {

  private final OdooSettings settings;
  private final OdooErrors errors;
  private final OdooProtocol protocol;
  private final CircuitBreaker breaker;
  private final PatientCalls calls;
  private final Map<String, Set<String>> knownFields = new ConcurrentHashMap<>();
  private volatile @Nullable String trouble;

  Odoo(OdooSettings settings, RestClient client, CircuitBreaker breaker) {
    this.settings = settings;
    this.errors = new OdooErrors(settings);
    this.protocol = protocol(settings, new OdooHttp(settings, client), errors);
    this.breaker = breaker;
    this.calls = new PatientCalls(breaker, settings.timeout());
  }

  Odoo(OdooSettings settings, OdooProtocol protocol, CircuitBreaker breaker) {
    this.settings = settings;
    this.errors = new OdooErrors(settings);
    this.protocol = protocol;
    this.breaker = breaker;
    this.calls = new PatientCalls(breaker, settings.timeout());
  }

  /** Forgets failures and the known fields. */
  void beginAnew() {
    knownFields.clear();
    breaker.reset();
  }

  private static OdooProtocol protocol(OdooSettings settings, OdooHttp http, OdooErrors errors) {
    JsonRpc jsonRpc = new JsonRpc(settings, http, errors);
    Json2 json2 = new Json2(settings, http, errors);
    return switch (settings.protocol()) {
      case JSONRPC -> jsonRpc;
      case JSON2 -> json2;
      case AUTO -> new FittingProtocol(http, errors, jsonRpc, json2);
    };
  }

  /**
   * Tells whether an Odoo is configured.
   *
   * @return false if {@code ODOO_URL} is not set
   */
  public boolean configured() {
    return settings.configured();
  }

  /**
   * Tells the state of its breaker.
   *
   * @return {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}
   */
  public String breaker() {
    return breaker.getState().name();
  }

  /**
   * Tells why Odoo does not let the hub in.
   *
   * @return which setting is wrong, according to the last answered call; null if Odoo let the hub
   *     in, or there was no call yet
   */
  public @Nullable String trouble() {
    return trouble;
  }

  /** Makes the smallest call that shows whether the settings are right. */
  void knock() {
    search("res.users", List.of(), 1);
  }

  /**
   * Reads one record.
   *
   * @param model for example {@code res.partner}
   * @param id the record
   * @param fields comma list; a field that this Odoo does not have is left out (19 has no {@code
   *     mobile}, and asking for it would fail the whole call)
   * @return its fields, {@code false} as null; null if there is no such record
   * @throws TryLaterException if Odoo is away
   * @throws UnprocessableException if Odoo refuses
   */
  public @Nullable Map<String, @Nullable Object> read(String model, Object id, String fields) {
    List<String> wanted = existing(model, fields);
    JsonNode result =
        execute(
            OdooCall.onRecords(model, "read", List.of(number(id)), Map.of("fields", wanted)),
            OdooShape.RECORDS);
    return result.isEmpty() ? null : record(result.get(0));
  }

  /**
   * Calls a public method of one record.
   *
   * @param model for example {@code account.move}
   * @param method for example {@code get_portal_url}
   * @param id the record
   * @return its answer as text, or null if it is empty
   * @throws TryLaterException if Odoo is away
   * @throws UnprocessableException if Odoo refuses
   */
  public @Nullable String call(String model, String method, Object id) {
    JsonNode result =
        execute(OdooCall.onRecords(model, method, List.of(number(id)), Map.of()), OdooShape.SCALAR);
    return result.isTextual() || result.isNumber() ? result.asText() : null;
  }

  /**
   * Reads the customer of an invoice or an order.
   *
   * @param partner the id of the partner
   * @return {@code name}, {@code phone} (the first number of the partner or of the company that
   *     WhatsApp can reach, in international digits, or null) and {@code problem} (what to correct
   *     if there is no phone, otherwise null)
   * @throws TryLaterException if Odoo is away
   * @throws UnprocessableException if Odoo refuses
   */
  public Map<String, @Nullable Object> customer(Object partner) {
    return OdooCustomer.in(this, partner).facts("O cliente " + partner + " não existe no Odoo");
  }

  /**
   * Gives the same facts from a row of the hub's own table, for a hub without Odoo.
   *
   * @param partner the id of the partner
   * @param row with {@code name} and {@code phone}, or null if there is none
   * @return as {@link #customer(Object)}
   */
  public Map<String, @Nullable Object> customer(
      Object partner, @Nullable Map<String, @Nullable Object> row) {
    return OdooCustomer.from(partner, row)
        .facts("O cliente " + partner + " do Odoo não está na tabela client");
  }

  /**
   * Reads the instalments of an invoice.
   *
   * @param invoice the id of the move
   * @return {@code plan} (text) and {@code open} (a list of {@code vencimento} and {@code valor}),
   *     both null if the invoice is due in one sum
   * @throws TryLaterException if Odoo is away
   * @throws UnprocessableException if Odoo refuses
   */
  public Map<String, @Nullable Object> instalments(Object invoice) {
    return Instalments.of(this, invoice).facts();
  }

  /** Searches and reads one page. */
  List<Map<String, @Nullable Object>> searchRead(
      String model, List<Object> domain, String fields, String order, int limit, int offset) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("fields", existing(model, fields));
    options.put("order", order);
    options.put("limit", limit);
    options.put("offset", offset);
    return records(
        execute(
            OdooCall.onModel(model, "search_read", Map.of("domain", domain), options),
            OdooShape.RECORDS));
  }

  /** Searches; returns the ids in Odoo's own order for the model. */
  List<Long> search(String model, List<Object> domain, int limit) {
    JsonNode result =
        execute(
            OdooCall.onModel(model, "search", Map.of("domain", domain), Map.of("limit", limit)),
            OdooShape.IDS);
    List<Long> ids = new ArrayList<>();
    result.forEach(id -> ids.add(id.asLong()));
    return ids;
  }

  /** Changes one record. */
  void write(String model, long id, Map<String, Object> values) {
    execute(
        OdooCall.onRecords(model, "write", List.of(id), Map.of("vals", values)), OdooShape.TRUE);
  }

  /**
   * Writes an internal note under a record; HTML in it is shown as text, and its lines are joined.
   *
   * <p>Odoo refuses the note of a user without an e-mail address unless the call names one. The
   * refusal is in the user's language, so the hub answers any refusal of this kind with a second
   * call that names an address.
   */
  void note(String model, long id, String text) {
    try {
      post(model, id, Map.of("body", text));
    } catch (RefusedByOdooException refusal) {
      try {
        post(model, id, Map.of("body", text, "email_from", settings.sender()));
      } catch (RefusedByOdooException again) {
        // The first refusal names the real cause.
        throw refusal;
      }
    }
  }

  private void post(String model, long id, Map<String, Object> options) {
    execute(new OdooCall(model, "message_post", List.of(id), Map.of(), options), OdooShape.ID);
  }

  /** Reads the external ids of records. */
  Map<Long, Set<String>> externalIds(String model, List<Long> ids) {
    Map<Long, Set<String>> found = new LinkedHashMap<>();
    OdooCall call = OdooCall.onRecords(model, "get_metadata", ids, Map.of());
    for (JsonNode record : execute(call, OdooShape.RECORDS)) {
      Set<String> names = found.computeIfAbsent(record.path("id").asLong(), id -> new HashSet<>());
      names.add(record.path("xmlid").asText());
      record.path("xmlids").forEach(other -> names.add(other.path("xmlid").asText()));
    }
    return found;
  }

  /**
   * Creates a record unless its external id exists; an existing record stays as people have edited
   * it.
   *
   * <p>By default {@code load} updates an existing record, which would undo a seller's work when a
   * message is replayed. In the mode {@code update} it skips records that were loaded with {@code
   * noupdate}.
   *
   * @param externalId for example {@code recado.lead_4f2a}
   * @param values by column, as {@code load} takes them: text, and database ids under {@code
   *     field/.id}; empty text makes the field empty; a field that this Odoo does not have is left
   *     out
   * @return the record's id, whether it is new or not
   */
  long createOnce(String model, String externalId, Map<String, String> values) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("id", externalId);
    values.forEach(
        (column, value) -> {
          if (fields(model).contains(column.split("/", -1)[0])) {
            row.put(column, value);
          }
        });
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("fields", List.copyOf(row.keySet()));
    arguments.put("data", List.of(List.copyOf(row.values())));
    Map<String, Object> context = Map.of("mode", "update", "noupdate", true);
    OdooCall call = OdooCall.onModel(model, "load", arguments, Map.of("context", context));
    JsonNode result = execute(call, OdooShape.LOADED);
    JsonNode id = result.path("ids").path(0);
    if (!id.isIntegralNumber()) {
      throw errors.load(call, result.path("messages"));
    }
    return id.asLong();
  }

  private static List<Map<String, @Nullable Object>> records(JsonNode result) {
    List<Map<String, @Nullable Object>> records = new ArrayList<>();
    result.forEach(node -> records.add(record(node)));
    return records;
  }

  private static Map<String, @Nullable Object> record(JsonNode node) {
    return OdooJson.plain(OdooJson.MAPPER.convertValue(node, Map.class));
  }

  static long number(Object id) {
    try {
      return Long.parseLong(String.valueOf(id));
    } catch (NumberFormatException e) {
      throw new UnprocessableException("'" + id + "' não é o id de um registro do Odoo", e);
    }
  }

  private List<String> existing(String model, String fields) {
    Set<String> known = fields(model);
    return Arrays.stream(fields.split(",")).map(String::strip).filter(known::contains).toList();
  }

  private Set<String> fields(String model) {
    Set<String> known = knownFields.get(model);
    if (known != null) {
      return known;
    }
    Set<String> found = fieldsOf(model);
    if (!found.isEmpty()) {
      // Every model has at least an id. An empty answer is wrong, so it is not kept.
      knownFields.put(model, found);
    }
    return found;
  }

  private Set<String> fieldsOf(String model) {
    Map<String, Object> options = Map.of("attributes", List.of("type"));
    Set<String> names = new HashSet<>();
    execute(OdooCall.onModel(model, "fields_get", Map.of(), options), OdooShape.FIELDS)
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  /** Treats an answer of another shape like an Odoo that is away, also for the breaker. */
  private JsonNode execute(OdooCall call, OdooShape shape) {
    try {
      JsonNode result = calls.execute(() -> fitting(protocol.execute(call), shape));
      trouble = null;
      return result;
    } catch (OdooSetupException e) {
      trouble = e.getMessage();
      throw e;
    } catch (CallNotPermittedException e) {
      throw new TryLaterException("O Odoo vem falhando e fica em paz por um momento", e);
    }
  }

  private JsonNode fitting(JsonNode result, OdooShape shape) {
    if (!shape.fits(result)) {
      throw errors.noAnswer();
    }
    return result;
  }
}
