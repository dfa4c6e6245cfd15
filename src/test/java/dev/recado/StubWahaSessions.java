package dev.recado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of {@link StubWaha}: their states, their QR code and their history.
 *
 * <p>A session that no test has mentioned is WORKING.
 */
final class StubWahaSessions {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SESSION =
      Pattern.compile("/api/sessions/([^/]+)(?:/(start|stop|restart))?");
  private static final Pattern QR = Pattern.compile("/api/([^/]+)/auth/qr");
  private static final Pattern CHATS = Pattern.compile("/api/([^/]+)/chats/overview");
  private static final Pattern MESSAGES =
      Pattern.compile("/api/([^/]+)/chats/([^/]+)/messages(?:/([^/]+))?");

  private final StubWaha.Engine engine;
  private final Map<String, String> states = new ConcurrentHashMap<>();
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();
  private final List<JsonNode> created = new CopyOnWriteArrayList<>();
  private final List<String> pages = new CopyOnWriteArrayList<>();
  private final Map<String, List<ObjectNode>> chats = new LinkedHashMap<>();
  private final Map<String, ObjectNode> files = new ConcurrentHashMap<>();
  private volatile byte @Nullable [] qr;
  private volatile byte @Nullable [] instead;

  StubWahaSessions(StubWaha.Engine engine) {
    this.engine = engine;
  }

  void is(String session, String status) {
    unknown.remove(session);
    states.put(session, status);
  }

  void forget(String session) {
    states.remove(session);
    unknown.add(session);
  }

  List<JsonNode> created() {
    return created;
  }

  /** The queries for pages of the history, in order. */
  List<String> pages() {
    return pages;
  }

  void qr(byte[] bytes) {
    qr = bytes;
  }

  /** Answers the questions for the history with these bytes. */
  void history(byte @Nullable [] bytes) {
    instead = bytes;
  }

  /** Keeps a message of a chat; its file is shown only where the message itself is asked for. */
  synchronized void keep(String chat, ObjectNode message, @Nullable ObjectNode file) {
    chats.computeIfAbsent(chat, one -> new ArrayList<>()).add(message);
    if (file != null) {
      files.put(message.get("id").asText(), file);
    }
  }

  /** The status that keeps a session from sending, or null. */
  @Nullable String refuses(String session) {
    String status = states.getOrDefault(session, "WORKING");
    return status.equals("WORKING") ? null : status;
  }

  boolean knows(String session) {
    return !unknown.contains(session);
  }

  /** Answers, if the request is about sessions; false otherwise. */
  boolean answer(HttpExchange exchange, byte[] body) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Matcher session = SESSION.matcher(path);
    Matcher code = QR.matcher(path);
    Matcher overview = CHATS.matcher(path);
    Matcher messages = MESSAGES.matcher(path);
    if (path.equals("/api/sessions") && exchange.getRequestMethod().equals("POST")) {
      create(exchange, JSON.readTree(body));
    } else if (session.matches()) {
      session(exchange, session.group(1), session.group(2));
    } else if (code.matches()) {
      code(exchange, code.group(1));
    } else if (overview.matches()) {
      overview(exchange);
    } else if (messages.matches()) {
      messages(exchange, messages.group(2), messages.group(3));
    } else {
      return false;
    }
    return true;
  }

  private void create(HttpExchange exchange, JsonNode request) throws IOException {
    created.add(request);
    String name = request.get("name").asText();
    is(name, "SCAN_QR_CODE");
    StubWaha.reply(exchange, 201, bytes(shown(name)));
  }

  private void session(HttpExchange exchange, String name, @Nullable String change)
      throws IOException {
    if (!knows(name)) {
      unknown(exchange, name);
      return;
    }
    if (change != null) {
      states.putIfAbsent(name, "WORKING");
      boolean stops = change.equals("stop");
      states.merge(
          name,
          stops ? "STOPPED" : "STARTING",
          (old, next) -> old.equals("WORKING") && change.equals("start") ? old : next);
    }
    StubWaha.reply(exchange, change == null ? 200 : 201, bytes(shown(name)));
  }

  private ObjectNode shown(String name) throws IOException {
    ObjectNode session = StubWaha.sample("waha/response-get-session.json").put("name", name);
    session.withObject("/engine").put("engine", engine.name());
    return session.put("status", states.getOrDefault(name, "WORKING"));
  }

  static void unknown(HttpExchange exchange, String name) throws IOException {
    ObjectNode answer = StubWaha.sample("waha/response-404-session.json");
    String text = answer.get("message").asText().replace("loja-centro", name);
    StubWaha.reply(exchange, 404, bytes(answer.put("message", text)));
  }

  /** A picture, or the same in JSON, as the caller accepts. */
  private void code(HttpExchange exchange, String name) throws IOException {
    String status = states.getOrDefault(name, "WORKING");
    if (!knows(name)) {
      unknown(exchange, name);
    } else if (!status.equals("SCAN_QR_CODE")) {
      ObjectNode refusal = StubWaha.sample("waha/response-422-nest.json");
      String text = refusal.get("message").asText().replace("WORKING", status);
      StubWaha.reply(exchange, 422, bytes(refusal.put("message", text)));
    } else {
      byte[] other = qr;
      JsonNode json = StubWaha.sample("waha/response-auth-qr-json.json");
      StubWaha.reply(exchange, 200, other == null ? json.get("data").binaryValue() : other);
    }
  }

  private synchronized void overview(HttpExchange exchange) throws IOException {
    Map<String, String> query = query(exchange);
    pages.add("overview " + query);
    ArrayNode all = JSON.createArrayNode();
    chats.entrySet().stream()
        .sorted(Comparator.comparing(chat -> -last(chat.getValue()).get("timestamp").asLong()))
        .skip(number(query, "offset", 0))
        .limit(number(query, "limit", 20))
        .forEach(
            chat ->
                all.addObject()
                    .put("id", chat.getKey())
                    .putNull("name")
                    .putNull("picture")
                    .<ObjectNode>set("lastMessage", last(chat.getValue()))
                    .putObject("_chat"));
    history(exchange, all);
  }

  private static ObjectNode last(List<ObjectNode> messages) {
    return messages.stream()
        .max(Comparator.comparing(one -> one.get("timestamp").asLong()))
        .orElseThrow();
  }

  private synchronized void messages(HttpExchange exchange, String chat, @Nullable String id)
      throws IOException {
    Map<String, String> query = query(exchange);
    pages.add(chat + (id == null ? "" : " " + id) + " " + query);
    List<ObjectNode> all =
        chats.entrySet().stream()
            .filter(one -> chat.equals("all") || chat.equals(one.getKey()))
            .flatMap(one -> one.getValue().stream())
            .toList();
    if (chat.equals("all") && engine == StubWaha.Engine.WEBJS) {
      StubWaha.reply(exchange, 500, Samples.bytes("waha/response-500.json"));
    } else if (id != null) {
      one(exchange, all, id, query.getOrDefault("downloadMedia", "true").equals("true"));
    } else {
      history(exchange, page(all, query));
    }
  }

  private void one(HttpExchange exchange, List<ObjectNode> all, String id, boolean file)
      throws IOException {
    for (ObjectNode message : all) {
      if (message.get("id").asText().equals(id)) {
        ObjectNode copy = message.deepCopy();
        if (file && files.containsKey(id)) {
          copy.set("media", files.get(id));
        }
        StubWaha.reply(exchange, 200, bytes(copy));
        return;
      }
    }
    StubWaha.reply(exchange, 404, Samples.bytes("waha/response-404-session.json"));
  }

  private static ArrayNode page(List<ObjectNode> all, Map<String, String> query) {
    Comparator<ObjectNode> order = Comparator.comparing(one -> one.get("timestamp").asLong());
    boolean ascending = query.getOrDefault("sortOrder", "desc").equals("asc");
    ArrayNode page = JSON.createArrayNode();
    all.stream()
        .filter(one -> at(one) >= number(query, "filter.timestamp.gte", 0))
        .filter(one -> at(one) <= number(query, "filter.timestamp.lte", Long.MAX_VALUE))
        .sorted(ascending ? order : order.reversed())
        .skip(number(query, "offset", 0))
        .limit(number(query, "limit", 10))
        .forEach(page::add);
    return page;
  }

  private static long at(ObjectNode message) {
    return message.get("timestamp").asLong();
  }

  private void history(HttpExchange exchange, JsonNode answer) throws IOException {
    byte[] other = instead;
    StubWaha.reply(exchange, 200, other == null ? bytes(answer) : other);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new TreeMap<>();
    String text = exchange.getRequestURI().getQuery();
    for (String part : text == null ? new String[0] : text.split("&")) {
      int equals = part.indexOf('=');
      query.put(part.substring(0, equals), part.substring(equals + 1));
    }
    return query;
  }

  private static long number(Map<String, String> query, String name, long otherwise) {
    String text = query.get(name);
    return text == null ? otherwise : Long.parseLong(text);
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
