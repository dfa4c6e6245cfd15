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
 * Odoo's external API, over whichever protocol this Odoo has.
 *
 * <p>What each error means and what an operator is told of it is {@link OdooErrors}' to say; a
 * refusal is an answer, and only an Odoo that is away opens the breaker.
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

  /** Forgets failures, and which fields there are. */
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
   * Tells whether there is an Odoo to ask.
   *
   * @return false where {@code ODOO_URL} is not set
   */
  public boolean configured() {
    return settings.configured();
  }

  /**
   * Tells the state of the breaker around it.
   *
   * @return {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}
   */
  public String breaker() {
    return breaker.getState().name();
  }

  /**
   * Tells why Odoo does not let the hub in.
   *
   * @return which setting is wrong, as the last call that was answered showed; null where it let us
   *     in, or has not been asked yet
   */
  public @Nullable String trouble() {
    return trouble;
  }

  /** Asks as little as shows whether the settings are right. */
  void knock() {
    search("res.users", List.of(), 1);
  }

  /**
   * Reads one record.
   *
   * @param model for example {@code res.partner}
   * @param id the record
   * @param fields comma list; a field this Odoo does not have is left out (19 has no {@code
   *     mobile}, and asking for it would fail the whole call)
   * @return its fields, {@code false} as null; null where there is no such record
   * @throws TryLaterException where Odoo is away
   * @throws UnprocessableException where it refuses
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
   * @return its answer as text, or null where it is empty
   * @throws TryLaterException where Odoo is away
   * @throws UnprocessableException where it refuses
   */
  public @Nullable String call(String model, String method, Object id) {
    JsonNode result =
        execute(OdooCall.onRecords(model, method, List.of(number(id)), Map.of()), OdooShape.SCALAR);
    return result.isTextual() || result.isNumber() ? result.asText() : null;
  }

  /**
   * Reads whom an invoice or an order goes to.
   *
   * @param partner the id of the partner
   * @return {@code name}, {@code phone} (the first of the partner's and the company's numbers that
   *     WhatsApp can reach, in international digits, or null) and {@code problem} (what to mend
   *     where there is no phone, else null)
   * @throws TryLaterException where Odoo is away
   * @throws UnprocessableException where it refuses
   */
  public Map<String, @Nullable Object> customer(Object partner) {
    return OdooCustomer.in(this, partner).facts("O cliente " + partner + " não existe no Odoo");
  }

  /**
   * The same of a row of the hub's own table, where there is no Odoo to ask.
   *
   * @param partner the id of the partner
   * @param row with {@code name} and {@code phone}, or null where there is none
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
   *     both null where it is paid in one sum
   * @throws TryLaterException where Odoo is away
   * @throws UnprocessableException where it refuses
   */
  public Map<String, @Nullable Object> instalments(Object invoice) {
    return Instalments.of(this, invoice).facts();
  }

  /** Searches and reads, a page at a time. */
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

  /** Searches; the ids in Odoo's own order for the model. */
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
   * Writes an internal note under a record; HTML in it is shown as text, and so are its lines.
   *
   * <p>Odoo refuses the note of a user without an e-mail address unless the call names one. It says
   * so in the user's language, so any refusal of this kind is answered that way, once.
   */
  void note(String model, long id, String text) {
    try {
      post(model, id, Map.of("body", text));
    } catch (RefusedByOdooException refusal) {
      try {
        post(model, id, Map.of("body", text, "email_from", settings.sender()));
      } catch (RefusedByOdooException again) {
        // What Odoo said first is what is wrong.
        throw refusal;
      }
    }
  }

  private void post(String model, long id, Map<String, Object> options) {
    execute(new OdooCall(model, "message_post", List.of(id), Map.of(), options), OdooShape.ID);
  }

  /** Tells the external ids of records. */
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
   * Creates a record unless its external id is known, and then leaves it as people made it.
   *
   * <p>{@code load} updates what it knows, which would undo a seller's work when a message is
   * replayed; in the mode {@code update} it passes over what was loaded with {@code noupdate}.
   *
   * @param externalId for example {@code recado.lead_4f2a}
   * @param values by column, as {@code load} takes them: text, and database ids under {@code
   *     field/.id}; empty text makes the field empty; a field this Odoo does not have is left out
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
      // A model has at least an id: what has none is no model's, and not believed for ever.
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

  /** An answer of another shape counts as one of an Odoo that is away, also for the breaker. */
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
