package dev.recado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A WAHA that answers with the bodies of the samples, misbehaves on demand and counts. */
public final class StubWaha implements StubProvider {

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

  /** An answer to one send in place of WAHA's own. */
  private record Refusal(int status, byte[] body) {}

  /** Sends with another behaviour, for a number of times. */
  private record Rule(Predicate<Sent> which, Behaviour behaviour, AtomicInteger left) {}

  private final Engine engine;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Sent> sent = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final List<Got> got = new ArrayList<>();
  private final List<JsonNode> seen = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();
  private final AtomicBoolean drop = new AtomicBoolean();
  private final StubWahaSessions sessions;
  private final StubWahaWebhooks webhooks;
  private final String session;
  private final AtomicLong ids = new AtomicLong();
  private final AtomicInteger idsGiven = new AtomicInteger();
  private final AtomicInteger lidsAsked = new AtomicInteger();
  private final Map<String, String> phones =
      new ConcurrentHashMap<>(Map.of("123456789012345", "5521976540001"));
  private final AtomicInteger keysRefused = new AtomicInteger();
  private volatile String key = KEY;
  private volatile Behaviour behaviour = Behaviour.OK;
  private volatile boolean away;
  private volatile CountDownLatch hanging = new CountDownLatch(1);

  /**
   * Starts it on a free port.
   *
   * @param engine decides how it answers
   */
  public StubWaha(Engine engine) {
    this(engine, "default");
  }

  /**
   * Starts it on a free port.
   *
   * @param engine decides how it answers
   * @param session of the channel that {@link #credentials} describes
   */
  public StubWaha(Engine engine, String session) {
    this.engine = engine;
    this.session = session;
    this.sessions = new StubWahaSessions(engine);
    this.webhooks = new StubWahaWebhooks(session, HubProcess.WAHA_HMAC_KEY);
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

  /**
   * Says what becomes of a session; one that was never mentioned is WORKING.
   *
   * @param session its name
   * @param status its status from now on
   */
  public void session(String session, String status) {
    sessions.is(session, status);
  }

  /** Forgets a session: WAHA knows none of this name. */
  public void forgetSession(String session) {
    sessions.forget(session);
  }

  /** Lists the requests that made a session. */
  public List<JsonNode> created() {
    return List.copyOf(sessions.created());
  }

  /** Lists what was asked of the history: the chat and the query, in order. */
  public List<String> pages() {
    return List.copyOf(sessions.pages());
  }

  /** Answers a QR code with these bytes. */
  public void qrCode(byte[] bytes) {
    sessions.qr(bytes);
  }

  /** Answers the questions for the history with these bytes; null for the history. */
  public void history(byte @Nullable [] bytes) {
    sessions.history(bytes);
  }

  /**
   * Keeps a message in the history, without any webhook.
   *
   * @param chat its chat
   * @param message as in a webhook; {@code source} is shown in webhooks only
   * @param file what {@code media} holds if the message itself is asked for, or null
   */
  public void keep(String chat, ObjectNode message, @Nullable ObjectNode file) {
    ObjectNode copy = message.deepCopy();
    copy.remove("source");
    sessions.keep(chat, copy, file);
  }

  /** Breaks off every request without an answer, or answers again. */
  public void away(boolean away) {
    this.away = away;
  }

  /** Lists the requests that marked a chat as seen. */
  public List<JsonNode> seen() {
    return List.copyOf(seen);
  }

  /** A webhook of a status of the session. */
  public Webhook status(String status, Instant at) {
    return webhooks.status(status, at);
  }

  /** The envelope of a text, before it is signed. */
  public ObjectNode text(String chat, String id, String text) {
    return webhooks.text(chat, id, text);
  }

  /** Signs an envelope as WAHA does. */
  public Webhook signed(ObjectNode envelope) {
    return webhooks.signed(envelope);
  }

  @Override
  public Map<String, String> credentials() {
    return Map.of(
        "url", url(), "session", session, "apiKey", key, "hmacKey", HubProcess.WAHA_HMAC_KEY);
  }

  @Override
  public List<Got> got() {
    synchronized (sent) {
      return List.copyOf(got);
    }
  }

  @Override
  public void refuseNext(int status, byte[] body) {
    refusal.set(new Refusal(status, body));
  }

  @Override
  public void dropNext() {
    drop.set(true);
  }

  @Override
  public @Nullable Webhook webhook(
      What what, String phone, String id, String text, @Nullable String other) {
    return webhooks.webhook(what, phone, id, text, other);
  }

  @Override
  public Webhook forged(Webhook good) {
    return webhooks.forged(good);
  }

  @Override
  public Webhook unsigned(Webhook good) {
    return webhooks.unsigned(good);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    if (away) {
      exchange.close();
    } else if (!key.equals(exchange.getRequestHeaders().getFirst("X-Api-Key"))) {
      keysRefused.incrementAndGet();
      reply(exchange, 401, Samples.bytes("waha/response-401.json"));
    } else if (path.startsWith("/api/send") || path.equals("/api/startTyping")) {
      send(exchange, path, JSON.readTree(body));
    } else if (path.equals("/api/contacts/check-exists")) {
      checkExists(exchange);
    } else if (LID.matcher(path).matches()) {
      phoneOf(exchange, path);
    } else if (path.endsWith("/new-message-id") && engine == Engine.NOWEB) {
      idsGiven.incrementAndGet();
      reply(exchange, 200, bytes(sample("waha/response-new-message-id.json").put("id", newId())));
    } else if (sessions.answer(exchange, body)) {
      return;
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

  private void send(HttpExchange exchange, String path, JsonNode request) throws IOException {
    String name = request.path("session").asText();
    String status = sessions.refuses(name);
    Refusal refused = path.equals("/api/sendSeen") ? null : refusal.getAndSet(null);
    if (refused != null) {
      reply(exchange, refused.status(), refused.body());
    } else if (!sessions.knows(name)) {
      StubWahaSessions.unknown(exchange, name);
    } else if (status != null) {
      ObjectNode down = sample("waha/response-422-not-working.json");
      reply(exchange, 422, bytes(down.put("session", name).put("status", status)));
    } else if (path.equals("/api/sendSeen")) {
      seen.add(request);
      reply(exchange, 201, new byte[0]);
    } else if (path.equals("/api/startTyping")) {
      reply(exchange, 201, Samples.bytes("waha/response-startTyping.json"));
    } else if (path.equals("/api/sendText")) {
      sendText(exchange, request);
    } else {
      sendFile(exchange, path, request);
    }
  }

  private void sendFile(HttpExchange exchange, String path, JsonNode request) throws IOException {
    String chatId = request.path("chatId").asText();
    JsonNode file = request.path("file");
    String type = file.path("mimetype").asText().replaceFirst("/.*", "");
    String kind =
        path.equals("/api/sendImage") || type.equals("image")
            ? "image"
            : type.equals("audio") || type.equals("video") ? type : "document";
    String id = newId();
    synchronized (sent) {
      got.add(
          new Got(
              kind,
              chatId,
              request.path("caption").asText(""),
              Map.of(
                  "url", file.path("url").asText(""), "filename", file.path("filename").asText("")),
              id));
    }
    if (drop.getAndSet(false)) {
      exchange.close();
    } else {
      reply(exchange, 201, bytes(accepted(id, chatId)));
    }
  }

  private void sendText(HttpExchange exchange, JsonNode request) throws IOException {
    String id = request.hasNonNull("id") ? request.get("id").asText() : null;
    String chatId = request.path("chatId").asText();
    String text = request.path("text").asText();
    Sent plain = new Sent(id, chatId, text, Instant.now(), Behaviour.OK);
    CountDownLatch hang = hanging;
    Behaviour now = drop.getAndSet(false) ? Behaviour.DROP_AFTER_REQUEST : behaviour(plain);
    String given = id == null ? newId() : id;
    Sent message = new Sent(id, chatId, text, plain.at(), now);
    synchronized (sent) {
      sent.add(message);
      if (message.arrived() && got.stream().noneMatch(one -> one.id().equals(given))) {
        got.add(new Got("text", chatId, text, Map.of(), given));
      }
    }
    switch (now) {
      case OK -> reply(exchange, 201, bytes(accepted(given, chatId)));
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

  static ObjectNode sample(String name) throws IOException {
    return (ObjectNode) JSON.readTree(Samples.bytes(name));
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
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
