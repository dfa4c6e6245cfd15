package dev.recado.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.flow.TryLaterException;
import dev.recado.flow.UnprocessableException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;

/**
 * Odoo's external API over JSON-RPC, for reading.
 *
 * <p>Errors come with HTTP 200 and are told apart by {@code error.data.name}; a wrong password is
 * the result {@code false} (contracts/06-odoo.md, section 2). {@code data.debug} is a traceback
 * with personal data and is never kept.
 */
public final class Odoo {

  private final OdooSettings settings;
  private final RestClient http;
  private final CircuitBreaker breaker;
  private final Map<String, Set<String>> knownFields = new ConcurrentHashMap<>();
  private volatile @Nullable Integer uid;

  Odoo(OdooSettings settings, RestClient http, CircuitBreaker breaker) {
    this.settings = settings;
    this.http = http;
    this.breaker = breaker;
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
    JsonNode result = execute(model, "read", List.of(List.of(number(id)), wanted), Map.of());
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
    JsonNode result = execute(model, method, List.of(List.of(number(id))), Map.of());
    return result.isTextual() || result.isNumber() ? result.asText() : null;
  }

  /** Searches and reads, a page at a time. */
  List<Map<String, @Nullable Object>> searchRead(
      String model, List<Object> domain, String fields, String order, int limit, int offset) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("fields", existing(model, fields));
    options.put("order", order);
    options.put("limit", limit);
    options.put("offset", offset);
    JsonNode result = execute(model, "search_read", List.of(domain), options);
    List<Map<String, @Nullable Object>> records = new ArrayList<>();
    result.forEach(node -> records.add(record(node)));
    return records;
  }

  private static Map<String, @Nullable Object> record(JsonNode node) {
    return OdooJson.plain(OdooJson.MAPPER.convertValue(node, Map.class));
  }

  private static long number(Object id) {
    try {
      return Long.parseLong(String.valueOf(id));
    } catch (NumberFormatException e) {
      throw new UnprocessableException("'" + id + "' is no id of an Odoo record", e);
    }
  }

  private List<String> existing(String model, String fields) {
    Set<String> known = knownFields.computeIfAbsent(model, this::fieldsOf);
    return Arrays.stream(fields.split(",")).map(String::strip).filter(known::contains).toList();
  }

  private Set<String> fieldsOf(String model) {
    JsonNode result =
        execute(model, "fields_get", List.of(), Map.of("attributes", List.of("type")));
    Set<String> names = new HashSet<>();
    result.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private JsonNode execute(
      String model, String method, List<Object> arguments, Map<String, Object> options) {
    return rpc(
        "object",
        "execute_kw",
        List.of(settings.db(), login(), settings.password(), model, method, arguments, options));
  }

  private int login() {
    Integer known = uid;
    if (known != null) {
      return known;
    }
    JsonNode result =
        rpc(
            "common",
            "authenticate",
            List.of(settings.db(), settings.username(), settings.password(), Map.of()));
    if (!result.isInt()) {
      throw new UnprocessableException(
          "Odoo refuses the login of '"
              + settings.username()
              + "': check ODOO_DB, ODOO_USERNAME and ODOO_PASSWORD");
    }
    uid = result.asInt();
    return result.asInt();
  }

  private JsonNode rpc(String service, String method, List<Object> args) {
    Map<String, Object> request =
        Map.of(
            "jsonrpc",
            "2.0",
            "method",
            "call",
            "params",
            Map.of("service", service, "method", method, "args", args),
            "id",
            1);
    try {
      return breaker.executeSupplier(() -> result(post(request)));
    } catch (CallNotPermittedException e) {
      throw new TryLaterException("Odoo has been failing and is left alone for a while", e);
    }
  }

  private JsonNode post(Map<String, Object> request) {
    try {
      byte[] answer =
          http.post()
              .uri(settings.url() + "/jsonrpc")
              .contentType(MediaType.APPLICATION_JSON)
              .body(OdooJson.MAPPER.writeValueAsBytes(request))
              .retrieve()
              .body(byte[].class);
      return OdooJson.MAPPER.readTree(answer == null ? new byte[0] : answer);
    } catch (ResourceAccessException e) {
      throw new TryLaterException("Odoo does not answer: " + root(e), e);
    } catch (RestClientResponseException e) {
      throw refused(e);
    } catch (IOException e) {
      throw new TryLaterException("Odoo answered something that is not JSON", e);
    }
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  private static RuntimeException refused(RestClientResponseException e) {
    int status = e.getStatusCode().value();
    return status >= 500 || status == 429
        ? new TryLaterException("Odoo answered " + status, e)
        : new UnprocessableException("Odoo answered " + status + ": check ODOO_URL", e);
  }

  /**
   * A method that returns nothing answers with neither result nor error: that is an empty result.
   */
  private JsonNode result(JsonNode answer) {
    JsonNode error = answer.get("error");
    if (error == null) {
      return answer.path("result");
    }
    String name = error.path("data").path("name").asText();
    String message = name + ": " + error.path("data").path("message").asText();
    if (error.path("code").asInt() == 100) {
      uid = null;
    }
    if (transientError(name) || error.path("code").asInt() == 100) {
      throw new TryLaterException(message, null);
    }
    throw new UnprocessableException("Odoo refuses: " + message);
  }

  /** What PostgreSQL below Odoo says of locks and conflicts passes by itself. */
  private static boolean transientError(String name) {
    return name.startsWith("psycopg2.errors.SerializationFailure")
        || name.startsWith("psycopg2.errors.LockNotAvailable")
        || name.startsWith("psycopg2.errors.DeadlockDetected")
        || name.startsWith("psycopg2.OperationalError")
        || name.startsWith("psycopg2.InterfaceError")
        || name.startsWith("psycopg2.pool");
  }
}
