package dev.recado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the stubs of the gateways to WhatsApp Web share: the server, and its moods. */
public abstract class StubGateway implements StubProvider {

  /** The last part of the address of its webhooks. */
  public static final String WEBHOOK_TOKEN = "stub-webhook-token";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Got> got = new ArrayList<>();
  private final List<JsonNode> requests = new ArrayList<>();
  private final AtomicLong ids = new AtomicLong();
  private final Set<String> missing = ConcurrentHashMap.newKeySet();
  private @Nullable Answer refusal;
  private boolean drop;
  private volatile boolean connected = true;
  private volatile String key;

  /** An answer of HTTP. */
  record Answer(int status, byte[] body) {

    static Answer sample(int status, String name) {
      return new Answer(status, Samples.bytes(name));
    }

    static Answer json(int status, JsonNode body) {
      return new Answer(status, body.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  StubGateway(String key) {
    this.key = key;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Accepts another key from now on. */
  public void key(String other) {
    key = other;
  }

  /** Whether its session is connected to WhatsApp. */
  public void connected(boolean value) {
    connected = value;
  }

  boolean connected() {
    return connected;
  }

  /** Digits of a form of a number that is not registered. */
  public void notOnWhatsApp(String digits) {
    missing.add(digits);
  }

  boolean isMissing(String digits) {
    return missing.contains(digits);
  }

  String nextId() {
    return "3EB0%016X".formatted(ids.incrementAndGet()) + "AB";
  }

  @Override
  public synchronized List<Got> got() {
    return List.copyOf(got);
  }

  synchronized void keep(Got one) {
    got.add(one);
  }

  /** The bodies of all requests that send, also of those that were refused. */
  public synchronized List<JsonNode> requests() {
    return List.copyOf(requests);
  }

  @Override
  public synchronized void refuseNext(int status, byte[] body) {
    refusal = new Answer(status, body);
  }

  @Override
  public synchronized void dropNext() {
    drop = true;
  }

  private synchronized @Nullable Answer takeRefusal() {
    Answer taken = refusal;
    refusal = null;
    return taken;
  }

  private synchronized boolean takeDrop() {
    boolean taken = drop;
    drop = false;
    return taken;
  }

  /** Whether the request shows the key. */
  abstract boolean shows(HttpExchange exchange, String expected);

  abstract Answer unauthorized();

  /** Answers a GET. */
  abstract Answer look(String path);

  /** Answers a request that sends, and keeps what reaches WhatsApp. */
  abstract Answer send(String path, JsonNode request);

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getRawPath();
      if (!shows(exchange, key)) {
        answer(exchange, unauthorized());
      } else if (exchange.getRequestMethod().equals("GET")) {
        answer(exchange, look(path));
      } else {
        send(exchange, path, SampleShape.json(body));
      }
    }
  }

  private void send(HttpExchange exchange, String path, JsonNode request) throws IOException {
    synchronized (this) {
      requests.add(request);
    }
    Answer refused = takeRefusal();
    boolean dropped = refused == null && takeDrop();
    Answer answer = refused == null ? send(path, request) : refused;
    if (!dropped) {
      answer(exchange, answer);
    }
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    if (answer.body().length > 0) {
      exchange.getResponseBody().write(answer.body());
    }
  }

  /** A sample that a test may change. */
  static ObjectNode sample(String name) {
    return (ObjectNode) SampleShape.json(Samples.bytes(name));
  }

  abstract String provider();

  Webhook posted(JsonNode body) {
    return new Webhook(
        "/webhooks/" + provider() + "/" + WEBHOOK_TOKEN,
        Map.of(),
        "application/json",
        body.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Webhook forged(Webhook good) {
    return new Webhook(
        good.path().replace(WEBHOOK_TOKEN, "another-token"),
        good.headers(),
        good.contentType(),
        good.body());
  }

  @Override
  public Webhook unsigned(Webhook good) {
    return new Webhook(
        good.path().replace("/" + WEBHOOK_TOKEN, ""),
        good.headers(),
        good.contentType(),
        good.body());
  }

  static Map<String, Object> details(Map<String, JsonNode> given) {
    Map<String, Object> details = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          if (!value.isMissingNode() && !value.isNull()) {
            details.put(name, value.isNumber() ? value.decimalValue() : value.asText());
          }
        });
    return details;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
