package dev.recado;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * A small Odoo with contacts, a CRM and posted invoices that answers like the samples.
 *
 * <p>The database is {@code hubtest}. Version 17 speaks JSON-RPC; version 19 also speaks JSON-2.
 */
public final class StubOdoo implements Closeable {

  /** The password of the user {@code hub}, who is a salesperson. */
  public static final String PASSWORD = "hub-pw";

  /** The password of the user {@code limited}, who may not see the CRM. */
  public static final String LIMITED_PASSWORD = "limited-pw";

  /** The API key of the user {@code hub}. */
  public static final String API_KEY = "6578616d706c652d6b6579";

  /** The uid of {@code hub}, as in the samples. */
  public static final int HUB = 6;

  private static final int LIMITED = 8;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OBSERVED = "odoo-observed/";
  private static final String POSTED = OBSERVED + "02-invoice-read-posted.json";
  private static final String DRAFT = OBSERVED + "02-invoice-read-draft.json";
  private static final String PARTNER = OBSERVED + "02-partner-read.json";
  private static final String ANY_ERROR = OBSERVED + "03-error-validation.json";
  private static final String FORBIDDEN = OBSERVED + "03-error-access-create.json";

  /** The arguments that go by position, by method; the others go by name. */
  private static final Map<String, List<String>> PLACES =
      Map.ofEntries(
          Map.entry("read", List.of("ids", "fields")),
          Map.entry("write", List.of("ids", "vals")),
          Map.entry("get_portal_url", List.of("ids")),
          Map.entry("action_confirm", List.of("ids")),
          Map.entry("get_metadata", List.of("ids")),
          Map.entry("message_post", List.of("ids")),
          Map.entry("search", List.of("domain")),
          Map.entry("search_read", List.of("domain")),
          Map.entry("create", List.of("vals_list")),
          Map.entry("load", List.of("fields", "data")),
          Map.entry("fields_get", List.of()));

  /** The result of reading an invoice. */
  public enum Invoice {
    /** It is posted. */
    POSTED,
    /** Its transaction is not committed yet, or it was reset. */
    DRAFT,
    /** Its transaction was rolled back. */
    MISSING,
    /** The user may not read it. */
    FORBIDDEN
  }

  /**
   * A note under a lead.
   *
   * @param lead the lead's id
   * @param body as HTML
   */
  public record Note(long lead, String body) {}

  /** The error of a call that was prepared to fail. */
  private record Failure(String call, String name, String message) {}

  private final int version;
  private final HttpServer server;
  private final StubOdooRecords records;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<Integer, Invoice> invoices = new ConcurrentHashMap<>();
  private final Map<Integer, Double> amounts = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> reads = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<Failure> failures = new CopyOnWriteArrayList<>();
  private volatile boolean noEmail;
  private final Set<String> lost = ConcurrentHashMap.newKeySet();

  /** Starts an Odoo 17 on a free port. */
  public StubOdoo() {
    this(17);
  }

  /**
   * Starts one on a free port.
   *
   * @param version 17 or 19
   */
  public StubOdoo(int version) {
    this.version = version;
    this.records = new StubOdooRecords(version < 19);
    records.insert("res.partner", observedPartner());
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/jsonrpc", exchange -> guarded(exchange, this::jsonRpc));
    if (version >= 19) {
      server.createContext("/json/2/", exchange -> guarded(exchange, this::json2));
      server.createContext("/web/version", this::tellVersion);
    }
    server.start();
  }

  private ObjectNode observedPartner() {
    ObjectNode partner = (ObjectNode) sample(PARTNER).at("/result/0");
    return version < 19 ? partner : partner.without("mobile");
  }

  /**
   * Tells its port.
   *
   * @return the port
   */
  public int port() {
    return server.getAddress().getPort();
  }

  /**
   * Decides the result of reading an invoice from now on.
   *
   * @param id the invoice's id
   * @param state the result
   */
  public void invoice(int id, Invoice state) {
    invoices.put(id, state);
  }

  /**
   * Changes the amount of an invoice.
   *
   * @param id the invoice's id
   * @param amount in its currency
   */
  public void amount(int id, double amount) {
    amounts.put(id, amount);
  }

  /**
   * Adds an instalment of an invoice.
   *
   * @param invoice the invoice's id
   * @param due for example {@code 2026-12-28}
   * @param amount in its currency
   */
  public synchronized void instalment(int invoice, String due, double amount) {
    ObjectNode line = StubOdooRecords.object().put("move_id", invoice).put("date_maturity", due);
    line.put("account_type", "asset_receivable").put("amount_currency", amount);
    records.insert("account.move.line", line.put("amount_residual_currency", amount));
  }

  /**
   * Counts how often an invoice was read.
   *
   * @param id the invoice's id
   * @return since the start
   */
  public int reads(int id) {
    return reads.computeIfAbsent(id, i -> new AtomicInteger()).get();
  }

  /**
   * Adds a contact.
   *
   * @param name the contact's name
   * @param phone as a person wrote it, or null
   * @param mobile likewise; not in 19
   * @return its id
   */
  public synchronized long partner(String name, @Nullable String phone, @Nullable String mobile) {
    ObjectNode partner = StubOdooRecords.object().put("name", name);
    put(partner, "phone", phone);
    put(partner, "mobile", mobile);
    return records.insert("res.partner", partner);
  }

  /**
   * Adds an open lead that a person entered.
   *
   * @param title its title
   * @param phone as a person wrote it, or null
   * @return its id
   */
  public synchronized long lead(String title, @Nullable String phone) {
    ObjectNode lead = StubOdooRecords.object().put("name", title);
    put(lead, "phone", phone);
    return records.create("crm.lead", lead, HUB);
  }

  /**
   * Changes a record as a user of Odoo would.
   *
   * @param model for example {@code crm.lead}
   * @param id the record's id
   * @param field for example {@code stage_id}, where 1 is new and 2 is won
   * @param value text, a number or false
   */
  public synchronized void change(String model, long id, String field, Object value) {
    records.write(model, id, StubOdooRecords.object().set(field, JSON.valueToTree(value)));
  }

  /**
   * Deletes a record with its external id.
   *
   * @param model for example {@code utm.source}
   * @param id the record's id
   */
  public synchronized void delete(String model, long id) {
    records.delete(model, id);
  }

  /**
   * Adds a source of leads.
   *
   * @param name its name
   * @return its id
   */
  public synchronized long source(String name) {
    return records.insert("utm.source", StubOdooRecords.object().put("name", name));
  }

  /**
   * Adds a product.
   *
   * @param name its name
   * @param code its internal reference, or null
   * @param price of one piece
   * @return its id
   */
  public synchronized long product(String name, @Nullable String code, double price) {
    ObjectNode product = StubOdooRecords.object().put("name", name).put("list_price", price);
    put(product, "default_code", code);
    return records.insert("product.product", product.put("active", true));
  }

  private static void put(ObjectNode record, String field, @Nullable String value) {
    if (value != null) {
      record.put(field, value);
    }
  }

  /**
   * Shows all leads.
   *
   * @return oldest first; empty fields are false, as in Odoo
   */
  public List<Map<String, Object>> leads() {
    return all("crm.lead");
  }

  /**
   * Shows all records of a model.
   *
   * @param model for example {@code res.partner}
   * @return oldest first; empty fields are false, as in Odoo
   */
  public synchronized List<Map<String, Object>> all(String model) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (ObjectNode record : records.all(model)) {
      all.add(JSON.convertValue(reread(record), new TypeReference<Map<String, Object>>() {}));
    }
    return all;
  }

  /** Reads it as it would come over the wire, where a small number is not a long. */
  private static JsonNode reread(JsonNode record) {
    try {
      return JSON.readTree(record.toString());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Shows the notes under leads.
   *
   * @return oldest first
   */
  public synchronized List<Note> notes() {
    return records.all("mail.message").stream()
        .map(note -> new Note(note.get("res_id").asLong(), note.get("body").asText()))
        .toList();
  }

  /**
   * Lists the calls.
   *
   * @return such as {@code crm.lead/load}, in order; a login is {@code authenticate}
   */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /**
   * Does the next call of a method and never answers it.
   *
   * @param call for example {@code crm.lead/load}
   */
  public void loseAnswerOf(String call) {
    lost.add(call);
  }

  /**
   * Makes the next call of a method fail before it does anything.
   *
   * @param call for example {@code crm.lead/load}
   * @param name such as {@code psycopg2.errors.SerializationFailure}
   * @param message Odoo's text
   */
  public void failOnce(String call, String name, String message) {
    failures.add(new Failure(call, name, message));
  }

  /** From now on the API's user has no e-mail address, so notes need one in the call. */
  public void hubUserHasNoEmail() {
    noEmail = true;
  }

  private void guarded(HttpExchange exchange, HttpHandler handler) throws IOException {
    try (exchange) {
      handler.handle(exchange);
    }
  }

  private void tellVersion(HttpExchange exchange) throws IOException {
    JsonNode answer = StubOdooRecords.object().put("version", version + ".0");
    guarded(exchange, e -> send(e, 200, answer));
  }

  private static void send(HttpExchange exchange, int status, JsonNode json) throws IOException {
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private void jsonRpc(HttpExchange exchange) throws IOException {
    JsonNode params = JSON.readTree(exchange.getRequestBody().readAllBytes()).get("params");
    JsonNode answer = answer(params);
    if (!lost.remove(params.at("/args/3").asText() + "/" + params.at("/args/4").asText())) {
      send(exchange, 200, answer);
    }
  }

  private JsonNode answer(JsonNode params) {
    JsonNode args = params.get("args");
    if (params.get("method").asText().equals("authenticate")) {
      calls.add("authenticate");
      return login(args.get(1).asText(), args.get(2).asText());
    }
    int user = args.get(1).asInt();
    if (!args.get(2).asText().equals(user == HUB ? PASSWORD : LIMITED_PASSWORD)) {
      return sample(OBSERVED + "03-error-wrong-password.json");
    }
    String model = args.get(3).asText();
    String method = args.get(4).asText();
    try {
      return result(call(model, method, named(method, args.get(5), args.path(6)), user));
    } catch (StubOdooRecords.Fault fault) {
      return error(fault);
    }
  }

  private static JsonNode login(String user, String password) {
    boolean hub = user.equals("hub") && password.equals(PASSWORD);
    boolean limited = user.equals("limited") && password.equals(LIMITED_PASSWORD);
    if (!hub && !limited) {
      return sample(OBSERVED + "01-authenticate-wrong-password.json");
    }
    ObjectNode answer = (ObjectNode) sample(OBSERVED + "01-authenticate-ok.json");
    return answer.put("result", hub ? HUB : LIMITED);
  }

  private static ObjectNode named(String method, JsonNode positional, JsonNode options) {
    ObjectNode named = StubOdooRecords.object();
    List<String> places = PLACES.getOrDefault(method, List.of("ids"));
    for (int i = 0; i < positional.size(); i++) {
      named.set(places.get(i), positional.get(i));
    }
    options.fields().forEachRemaining(option -> named.set(option.getKey(), option.getValue()));
    return named;
  }

  private void json2(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
    String key = exchange.getRequestHeaders().getFirst("Authorization");
    String database = exchange.getRequestHeaders().getFirst("X-Odoo-Database");
    if (!("bearer " + API_KEY).equals(key) || !"hubtest".equals(database)) {
      send(exchange, 401, whole("odoo/json2-error-401.json"));
      return;
    }
    String method = path[4];
    for (String place : PLACES.getOrDefault(method, List.of())) {
      if (!body.has(place)) {
        send(exchange, 422, missing(place));
        return;
      }
    }
    try {
      JsonNode result = call(path[3], method, body, HUB);
      JsonNode answer = method.equals("message_post") ? JSON.createArrayNode().add(result) : result;
      if (!lost.remove(path[3] + "/" + method)) {
        send(exchange, 200, answer);
      }
    } catch (StubOdooRecords.Fault fault) {
      send(exchange, status(fault.name), json2Error(path[3], fault));
    }
  }

  private static JsonNode missing(String argument) {
    String message = "missing a required argument: '" + argument + "'";
    ObjectNode error = (ObjectNode) whole("odoo/json2-error-422.json");
    error.putArray("arguments").add(message).add(422);
    return error.put("message", message);
  }

  private JsonNode json2Error(String model, StubOdooRecords.Fault fault) {
    if (!records.knows(model)) {
      String message = "the model '" + model + "' does not exist";
      ObjectNode error = (ObjectNode) whole("odoo/json2-error-404.json");
      error.putArray("arguments").add(message).add(404);
      return error.put("message", message);
    }
    return error(fault).at("/error/data");
  }

  private static int status(String name) {
    return switch (name) {
      case "odoo.exceptions.AccessError" -> 403;
      case "odoo.exceptions.MissingError" -> 404;
      case "odoo.exceptions.UserError", "odoo.exceptions.ValidationError" -> 422;
      default -> 500;
    };
  }

  private synchronized JsonNode call(String model, String method, JsonNode args, int user) {
    calls.add(model + "/" + method);
    for (Failure failure : failures) {
      if (failure.call().equals(model + "/" + method) && failures.remove(failure)) {
        throw new StubOdooRecords.Fault(failure.name(), failure.message());
      }
    }
    if (user == LIMITED && model.equals("crm.lead")) {
      JsonNode data = sample(FORBIDDEN).at("/error/data");
      throw new StubOdooRecords.Fault(data.get("name").asText(), data.get("message").asText());
    }
    return model.equals("account.move") ? move(method, args) : ordinary(model, method, args, user);
  }

  private JsonNode ordinary(String model, String method, JsonNode args, int user) {
    return switch (method) {
      case "fields_get" -> fields(records.fields(model));
      case "read" -> records.read(model, args.get("ids"), args.get("fields"));
      case "search" -> search(model, args);
      case "search_read" -> records.read(model, search(model, args), args.get("fields"));
      case "write" -> write(model, args);
      case "create" -> create(model, args.get("vals_list"), user);
      case "load" ->
          records.load(model, args.get("fields"), args.get("data"), args.path("context"), user);
      case "get_metadata" -> records.metadata(model, args.get("ids"));
      case "message_post" -> post(model, args);
      case "action_confirm" -> confirm(args);
      default ->
          throw new StubOdooRecords.Fault(
              "builtins.AttributeError",
              "The method '%s.%s' does not exist".formatted(model, method));
    };
  }

  private JsonNode search(String model, JsonNode args) {
    return records.search(model, args.get("domain"), args.path("order"), args.path("limit"));
  }

  private JsonNode write(String model, JsonNode args) {
    args.get("ids").forEach(id -> records.write(model, id.asLong(), args.get("vals")));
    return JSON.getNodeFactory().booleanNode(true);
  }

  private JsonNode confirm(JsonNode args) {
    args.get("ids").forEach(id -> records.confirm(id.asLong()));
    return JSON.getNodeFactory().booleanNode(true);
  }

  private JsonNode create(String model, JsonNode values, int user) {
    if (values.isObject()) {
      return JSON.getNodeFactory().numberNode(records.create(model, (ObjectNode) values, user));
    }
    var ids = JSON.createArrayNode();
    values.forEach(one -> ids.add(records.create(model, (ObjectNode) one, user)));
    return ids;
  }

  /** A text that comes by RPC is escaped. */
  private JsonNode post(String model, JsonNode args) {
    if (noEmail && !args.path("email_from").isTextual()) {
      throw new StubOdooRecords.Fault(
          "odoo.exceptions.UserError",
          "Unable to send message, please configure the sender's email address.");
    }
    long record = args.get("ids").get(0).asLong();
    records.record(model, record);
    ObjectNode note = StubOdooRecords.object().put("model", model).put("res_id", record);
    note.put("body", "<p>" + HtmlUtils.htmlEscape(args.get("body").asText(), "UTF-8") + "</p>");
    return JSON.getNodeFactory().numberNode(records.insert("mail.message", note));
  }

  private JsonNode move(String method, JsonNode args) {
    return switch (method) {
      case "fields_get" -> {
        List<String> names = new ArrayList<>();
        sample(POSTED).at("/result/0").fieldNames().forEachRemaining(names::add);
        yield fields(names);
      }
      case "get_portal_url" -> sample(OBSERVED + "02-invoice-portal-url.json").get("result");
      case "search_read" -> JSON.createArrayNode();
      case "read" -> invoice(args.get("ids").get(0).asInt());
      default ->
          throw new StubOdooRecords.Fault(
              "builtins.AttributeError", "The method 'account.move." + method + "' does not exist");
    };
  }

  private JsonNode invoice(int id) {
    reads.computeIfAbsent(id, i -> new AtomicInteger()).incrementAndGet();
    return switch (invoices.getOrDefault(id, Invoice.MISSING)) {
      case POSTED -> invoice(id, POSTED);
      case DRAFT -> invoice(id, DRAFT);
      case MISSING -> JSON.createArrayNode();
      case FORBIDDEN -> {
        JsonNode data = sample(FORBIDDEN).at("/error/data");
        throw new StubOdooRecords.Fault(data.get("name").asText(), data.get("message").asText());
      }
    };
  }

  private JsonNode invoice(int id, String sample) {
    JsonNode answer = sample(sample);
    ObjectNode invoice = (ObjectNode) answer.at("/result/0");
    invoice.put("id", id).put("name", name(id));
    Double amount = amounts.get(id);
    if (amount != null) {
      invoice.put("amount_total", amount).put("amount_residual", amount);
    }
    return answer.get("result");
  }

  private static String name(int id) {
    return "INV/2026/%05d".formatted(id);
  }

  private static JsonNode fields(Iterable<String> names) {
    ObjectNode fields = StubOdooRecords.object();
    names.forEach(field -> fields.putObject(field).put("type", "char"));
    return fields;
  }

  private static JsonNode result(JsonNode result) {
    ObjectNode answer = StubOdooRecords.object().put("jsonrpc", "2.0").put("id", 1);
    return answer.set("result", result);
  }

  private static JsonNode error(StubOdooRecords.Fault fault) {
    String message = String.valueOf(fault.getMessage());
    ObjectNode answer = (ObjectNode) sample(ANY_ERROR);
    ObjectNode data = (ObjectNode) answer.at("/error/data");
    data.put("name", fault.name).put("message", message).putArray("arguments").add(message);
    return answer;
  }

  private static JsonNode sample(String name) {
    return whole(name).at("/response/json");
  }

  private static JsonNode whole(String name) {
    try {
      return JSON.readTree(Samples.bytes(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
