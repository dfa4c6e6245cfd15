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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A WAHA that answers with the bodies of the samples, misbehaves on demand and counts. */
public final class StubWaha implements Closeable {

  /** The key that it accepts. */
  public static final String KEY = "stub-waha-key";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PHONE = Pattern.compile("(?:^|&)phone=(\\d+)");
  private static final Pattern LID = Pattern.compile("/api/[^/]+/lids/(\\d+)(?:@lid)?");
  private static final Pattern INVOICE = Pattern.compile("\\*(.+?)\\*");

  /** The engine below WAHA's API. */
  public enum Engine {
    /** Makes message ids beforehand. */
    NOWEB,
    /** Makes no ids, and answers with its raw object. */
    WEBJS
  }

  /** What happens to a sendText. */
  public enum Behaviour {
    /** Accepts it. */
    OK,
    /** Fails before anything is sent. */
    HTTP_500,
    /** Asks for a pause of one second. */
    HTTP_429,
    /** The session is not working. */
    HTTP_422_NOT_WORKING,
    /** Refuses the key. */
    HTTP_401,
    /** Sends it and answers only when {@link #release()} is called. */
    HANG,
    /** Sends it and closes the connection instead of answering. */
    DROP_AFTER_REQUEST,
    /** Sends it and answers with an id of ten million characters. */
    ENDLESS_ID,
    /** A proxy answers in its place with status 200 and a page. */
    PAGE
  }

  /**
   * A sendText that was read to its end.
   *
   * @param id the id that came with it, or null
   * @param chatId the recipient
   * @param text its text
   * @param at when it arrived
   * @param behaviour what happened to it
   */
  public record Sent(
      @Nullable String id, String chatId, String text, Instant at, Behaviour behaviour) {

    /** Whether WhatsApp has it, regardless of the answer to the sender. */
    boolean arrived() {
      return behaviour == Behaviour.OK
          || behaviour == Behaviour.HANG
          || behaviour == Behaviour.DROP_AFTER_REQUEST
          || behaviour == Behaviour.ENDLESS_ID;
    }

    /** The invoice that it mentions. */
    String invoice() {
      Matcher number = INVOICE.matcher(text);
      return number.find() ? number.group(1) : "";
    }
  }

  /** Sends with another behaviour, for a number of times. */
  private record Rule(Predicate<Sent> which, Behaviour behaviour, AtomicInteger left) {}

  private final Engine engine;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Sent> sent = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final AtomicLong ids = new AtomicLong();
  private final AtomicInteger idsGiven = new AtomicInteger();
  private final AtomicInteger lidsAsked = new AtomicInteger();
  private final Map<String, String> phones =
      new ConcurrentHashMap<>(Map.of("123456789012345", "5521976540001"));
  private final AtomicInteger keysRefused = new AtomicInteger();
  private volatile String key = KEY;
  private volatile Behaviour behaviour = Behaviour.OK;
  private volatile CountDownLatch hanging = new CountDownLatch(1);

  /**
   * Starts it on a free port.
   *
   * @param engine decides how it answers
   */
  public StubWaha(Engine engine) {
    this.engine = engine;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Tells its address.
   *
   * @return the address without a trailing slash
   */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Decides what happens to every sendText from now on.
   *
   * @param behaviour for sends without a rule of their own
   */
  public void behave(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /**
   * Decides what happens to the next sends of a kind.
   *
   * @param which the kind
   * @param times how many
   * @param behaviour what happens to them
   */
  public void behave(Predicate<Sent> which, int times, Behaviour behaviour) {
    synchronized (rules) {
      rules.add(new Rule(which, behaviour, new AtomicInteger(times)));
    }
  }

  /** Removes all rules. */
  public void forget() {
    synchronized (rules) {
      rules.clear();
    }
  }

  /** Answers all sends that hang. */
  public void release() {
    CountDownLatch before = hanging;
    hanging = new CountDownLatch(1);
    before.countDown();
  }

  /**
   * Lists the requests.
   *
   * @return every sendText in the order of arrival, with repeats and failures
   */
  public List<Sent> requests() {
    synchronized (sent) {
      return List.copyOf(sent);
    }
  }

  /**
   * Lists the messages that phones would show: two sends with one message id are one message.
   *
   * @return in the order of arrival
   */
  public List<Sent> delivered() {
    Set<String> seen = new HashSet<>();
    return requests().stream()
        .filter(Sent::arrived)
        .filter(message -> message.id() == null || seen.add(message.id()))
        .toList();
  }

  /**
   * Lists the texts that phones would show.
   *
   * @return in the order of arrival
   */
  public List<String> deliveredTexts() {
    return delivered().stream().map(Sent::text).toList();
  }

  /**
   * Lists the invoices in the messages on phones, once for each message.
   *
   * @return numbers in the order of arrival
   */
  public List<String> deliveredInvoices() {
    return delivered().stream().map(Sent::invoice).toList();
  }

  /**
   * Counts the requests for message ids.
   *
   * @return since the start
   */
  public int idsGiven() {
    return idsGiven.get();
  }

  /**
   * Tells WhatsApp the phone behind a hidden identity.
   *
   * @param lid the identity's digits
   * @param phone the phone's digits
   */
  public void knows(String lid, String phone) {
    phones.put(lid, phone);
  }

  /**
   * Counts the requests for the phone behind a hidden identity.
   *
   * @return since the start
   */
  public int lidsAsked() {
    return lidsAsked.get();
  }

  /**
   * Changes the accepted key from now on.
   *
   * @param key the only valid key
   */
  public void key(String key) {
    this.key = key;
  }

  /**
   * Counts the requests whose key was refused.
   *
   * @return since the start
   */
  public int keysRefused() {
    return keysRefused.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    if (!key.equals(exchange.getRequestHeaders().getFirst("X-Api-Key"))) {
      keysRefused.incrementAndGet();
      reply(exchange, 401, Samples.bytes("waha/response-401.json"));
    } else if (path.equals("/api/sendText")) {
      sendText(exchange, JSON.readTree(body));
    } else if (path.equals("/api/contacts/check-exists")) {
      checkExists(exchange);
    } else if (LID.matcher(path).matches()) {
      phoneOf(exchange, path);
    } else if (path.endsWith("/new-message-id") && engine == Engine.NOWEB) {
      idsGiven.incrementAndGet();
      reply(exchange, 200, bytes(sample("waha/response-new-message-id.json").put("id", newId())));
    } else if (path.startsWith("/api/sessions/")) {
      ObjectNode session = sample("waha/response-get-session.json");
      session.withObject("/engine").put("engine", engine.name());
      reply(exchange, exchange.getRequestMethod().equals("POST") ? 201 : 200, bytes(session));
    } else {
      reply(exchange, 404, Samples.bytes("waha/response-404-session.json"));
    }
  }

  private String newId() {
    return "3EB0%018X".formatted(ids.incrementAndGet());
  }

  private static void checkExists(HttpExchange exchange) throws IOException {
    Matcher phone = PHONE.matcher(exchange.getRequestURI().getQuery());
    if (!phone.find()) {
      reply(exchange, 200, Samples.bytes("waha/response-check-exists-false.json"));
      return;
    }
    ObjectNode known = sample("waha/response-check-exists-true.json");
    reply(exchange, 200, bytes(known.put("chatId", phone.group(1) + "@c.us")));
  }

  private void phoneOf(HttpExchange exchange, String path) throws IOException {
    lidsAsked.incrementAndGet();
    if (behaviour == Behaviour.HTTP_500) {
      reply(exchange, 500, Samples.bytes("waha/response-500.json"));
      return;
    }
    String lid = LID.matcher(path).replaceFirst("$1");
    String phone = phones.get(lid);
    ObjectNode answer =
        phone == null
            ? sample("waha/response-lid-to-pn-unknown.json")
            : sample("waha/response-lid-to-pn.json").put("pn", phone + "@c.us");
    reply(exchange, 200, bytes(answer.put("lid", lid + "@lid")));
  }

  private void sendText(HttpExchange exchange, JsonNode request) throws IOException {
    String id = request.hasNonNull("id") ? request.get("id").asText() : null;
    String chatId = request.path("chatId").asText();
    String text = request.path("text").asText();
    Sent plain = new Sent(id, chatId, text, Instant.now(), Behaviour.OK);
    CountDownLatch hang = hanging;
    Behaviour now = behaviour(plain);
    synchronized (sent) {
      sent.add(new Sent(id, chatId, text, plain.at(), now));
    }
    switch (now) {
      case OK -> reply(exchange, 201, bytes(accepted(id == null ? newId() : id, chatId)));
      case HTTP_500 -> reply(exchange, 500, Samples.bytes("waha/response-500.json"));
      case HTTP_429 -> {
        exchange.getResponseHeaders().set("Retry-After", "1");
        reply(exchange, 429, new byte[0]);
      }
      case HTTP_422_NOT_WORKING ->
          reply(exchange, 422, Samples.bytes("waha/response-422-not-working.json"));
      case HTTP_401 -> reply(exchange, 401, Samples.bytes("waha/response-401.json"));
      case HANG -> {
        await(hang);
        exchange.close();
      }
      case DROP_AFTER_REQUEST -> exchange.close();
      case ENDLESS_ID -> reply(exchange, 201, bytes(accepted("A".repeat(10_000_000), chatId)));
      case PAGE -> {
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        reply(exchange, 200, "<html>Em manutenção</html>".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private Behaviour behaviour(Sent message) {
    synchronized (rules) {
      for (Rule rule : rules) {
        if (rule.left().get() > 0 && rule.which().test(message)) {
          rule.left().decrementAndGet();
          return rule.behaviour();
        }
      }
    }
    return behaviour;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ObjectNode accepted(String id, String chatId) throws IOException {
    if (engine == Engine.NOWEB) {
      ObjectNode answer = sample("waha/response-sendText.noweb-raw.json");
      answer
          .withObject("/key")
          .put("id", id)
          .put("remoteJid", chatId.replace("@c.us", "@s.whatsapp.net"));
      return answer;
    }
    ObjectNode answer = sample("waha/response-sendText.webjs-raw.json");
    for (String at : List.of("/id", "/_data/id")) {
      answer
          .withObject(at)
          .put("id", id)
          .put("remote", chatId)
          .put("_serialized", "true_" + chatId + "_" + id);
    }
    return answer;
  }

  private static ObjectNode sample(String name) throws IOException {
    return (ObjectNode) JSON.readTree(Samples.bytes(name));
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }
}
