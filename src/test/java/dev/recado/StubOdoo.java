package dev.recado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An Odoo 17 that answers JSON-RPC as the observed samples do. */
public final class StubOdoo implements Closeable {

  /** The password it knows. */
  public static final String PASSWORD = "hub-pw";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String POSTED = "odoo-observed/02-invoice-read-posted.json";
  private static final String DRAFT = "odoo-observed/02-invoice-read-draft.json";
  private static final String PARTNER = "odoo-observed/02-partner-read.json";

  /** What a read of an invoice gives. */
  public enum Invoice {
    /** It is posted. */
    POSTED,
    /** Its transaction has yet to commit, or it was reset. */
    DRAFT,
    /** Its transaction was rolled back. */
    MISSING,
    /** The user may not read it. */
    FORBIDDEN
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<Integer, Invoice> invoices = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> reads = new ConcurrentHashMap<>();

  /** Starts it on a free port. */
  public StubOdoo() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/jsonrpc", this::answer);
    server.start();
  }

  /**
   * Tells where it listens.
   *
   * @return its port
   */
  public int port() {
    return server.getAddress().getPort();
  }

  /**
   * Decides what a read of an invoice gives from now on.
   *
   * @param id which one
   * @param state what it gives
   */
  public void invoice(int id, Invoice state) {
    invoices.put(id, state);
  }

  /**
   * Counts how often an invoice was read.
   *
   * @param id which one
   * @return since the start
   */
  public int reads(int id) {
    return reads.computeIfAbsent(id, i -> new AtomicInteger()).get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode params = JSON.readTree(exchange.getRequestBody().readAllBytes()).get("params");
    byte[] body = answer(params).toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private JsonNode answer(JsonNode params) throws IOException {
    JsonNode args = params.get("args");
    if (params.get("method").asText().equals("authenticate")) {
      boolean right = args.get(2).asText().equals(PASSWORD);
      return sample(
          right
              ? "odoo-observed/01-authenticate-ok.json"
              : "odoo-observed/01-authenticate-wrong-password.json");
    }
    return call(args.get(3).asText(), args.get(4).asText(), args.get(5));
  }

  private JsonNode call(String model, String method, JsonNode arguments) throws IOException {
    return switch (method) {
      case "fields_get" -> fields(model.equals("res.partner") ? PARTNER : POSTED);
      case "get_portal_url" -> sample("odoo-observed/02-invoice-portal-url.json");
      case "search_read" -> result(JSON.createArrayNode());
      case "read" ->
          model.equals("res.partner") ? sample(PARTNER) : invoice(arguments.get(0).get(0).asInt());
      default -> sample("odoo-observed/03-error-missing-model.json");
    };
  }

  private JsonNode invoice(int id) throws IOException {
    reads.computeIfAbsent(id, i -> new AtomicInteger()).incrementAndGet();
    return switch (invoices.getOrDefault(id, Invoice.MISSING)) {
      case POSTED -> invoice(id, POSTED);
      case DRAFT -> invoice(id, DRAFT);
      case MISSING -> result(JSON.createArrayNode());
      case FORBIDDEN -> sample("odoo-observed/03-error-access-create.json");
    };
  }

  private static JsonNode invoice(int id, String sample) throws IOException {
    JsonNode answer = sample(sample);
    ((ObjectNode) answer.at("/result/0")).put("id", id).put("name", name(id));
    return answer;
  }

  private static String name(int id) {
    return "INV/2026/%05d".formatted(id);
  }

  private static JsonNode fields(String sample) throws IOException {
    ObjectNode fields = JSON.createObjectNode();
    sample(sample)
        .at("/result/0")
        .fieldNames()
        .forEachRemaining(field -> fields.putObject(field).put("type", "char"));
    return result(fields);
  }

  private static JsonNode result(JsonNode result) {
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1);
    answer.set("result", result);
    return answer;
  }

  private static JsonNode sample(String name) throws IOException {
    return JSON.readTree(Samples.bytes(name)).at("/response/json");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
