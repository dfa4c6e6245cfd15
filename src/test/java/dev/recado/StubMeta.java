package dev.recado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.recado.spine.ingress.Hmac;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Meta's Cloud API with one number: it answers with the samples, and is as strict as Meta. */
public final class StubMeta implements StubProvider {

  /** The token that it accepts. */
  public static final String TOKEN = "stub-meta-token";

  /** The key of the signatures. */
  public static final String APP_SECRET = "meta-test-app-secret";

  /** The number of the samples. */
  public static final String NUMBER = "106540352242922";

  /** The account of the samples. */
  public static final String ACCOUNT = "102290129340398";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SIGNATURE = "X-Hub-Signature-256";

  /** An answer instead of a send. */
  private record Refusal(int status, byte[] body) {}

  private static final Refusal DROP = new Refusal(0, new byte[0]);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Got> got = new ArrayList<>();
  private final List<String> markedRead = new ArrayList<>();
  private final Queue<Refusal> next = new ArrayDeque<>();
  private final Map<String, String> waIds = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private volatile String token = TOKEN;
  private volatile boolean reads = true;

  /** Starts it on a free port. */
  public StubMeta() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Tells its address. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public Map<String, String> credentials() {
    return Map.of(
        "phoneNumberId", NUMBER,
        "businessAccountId", ACCOUNT,
        "accessToken", TOKEN,
        "appSecret", APP_SECRET,
        "verifyToken", "my-verify-token",
        "graphUrl", url());
  }

  /** Accepts another token from now on. */
  public void token(String token) {
    this.token = token;
  }

  /** Knows a phone under another id, such as a Brazilian one without its ninth digit. */
  public void knows(String phone, String waId) {
    waIds.put(phone, waId);
  }

  /** Does not answer when a message is to be marked as read. */
  public void hangUpOnReads() {
    reads = false;
  }

  /** Lists the ids of the customers' messages that were marked as read. */
  public List<String> markedRead() {
    synchronized (got) {
      return List.copyOf(markedRead);
    }
  }

  @Override
  public List<Got> got() {
    synchronized (got) {
      return List.copyOf(got);
    }
  }

  @Override
  public void refuseNext(int status, byte[] body) {
    synchronized (got) {
      next.add(new Refusal(status, body.clone()));
    }
  }

  @Override
  public void dropNext() {
    synchronized (got) {
      next.add(DROP);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String[] path = exchange.getRequestURI().getPath().split("/");
    String thing = path.length > 2 ? path[2] : "";
    if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      reply(exchange, 401, Samples.bytes("meta/error-190-http401.json"));
    } else if (!path[1].matches("v\\d+\\.0") || !thing.equals(NUMBER) && !thing.equals(ACCOUNT)) {
      reply(exchange, 400, error(100, 33));
    } else if (exchange.getRequestMethod().equals("GET")) {
      reply(exchange, 200, read(thing));
    } else {
      message(exchange, JSON.readTree(body));
    }
  }

  private static byte[] read(String thing) {
    ObjectNode answer = JSON.createObjectNode();
    if (thing.equals(ACCOUNT)) {
      answer.putArray("data").addObject().put("id", NUMBER);
    } else {
      answer
          .put("id", NUMBER)
          .put("display_phone_number", "+55 11 98765-0000")
          .put("verified_name", "Loja Centro")
          .put("quality_rating", "GREEN");
    }
    return bytes(answer);
  }

  /** An error with a subcode, as the Graph API writes it. */
  static byte[] error(int code, int subcode) {
    ObjectNode error = JSON.createObjectNode();
    error.putObject("error").put("message", "stub").put("code", code).put("error_subcode", subcode);
    return bytes(error);
  }

  private void message(HttpExchange exchange, JsonNode request) throws IOException {
    if (request.path("status").asText().equals("read")) {
      markRead(exchange, request);
      return;
    }
    Refusal refusal;
    Got message = null;
    synchronized (got) {
      refusal = next.poll();
      if (refusal == null || refusal == DROP) {
        message = MetaWire.read(request, "wamid.STUB" + ids.incrementAndGet());
        if (message != null) {
          got.add(message);
        }
      }
    }
    if (refusal == DROP) {
      exchange.close();
    } else if (refusal != null) {
      reply(exchange, refusal.status(), refusal.body());
    } else if (message == null) {
      reply(exchange, 400, Samples.bytes("meta/error-100-http400.json"));
    } else {
      reply(exchange, 200, accepted(message));
    }
  }

  private void markRead(HttpExchange exchange, JsonNode request) throws IOException {
    if (!reads) {
      exchange.close();
      return;
    }
    synchronized (got) {
      markedRead.add(request.path("message_id").asText());
    }
    reply(exchange, 200, Samples.bytes("meta/response-mark-read.json"));
  }

  private byte[] accepted(Got message) throws IOException {
    ObjectNode answer = (ObjectNode) JSON.readTree(Samples.bytes("meta/response-200.json"));
    ObjectNode contact = (ObjectNode) answer.at("/contacts/0");
    contact.put("input", message.to());
    contact.put("wa_id", waIds.getOrDefault(message.to(), message.to()));
    ((ObjectNode) answer.at("/messages/0")).put("id", message.id());
    return bytes(answer);
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public Webhook webhook(What what, String phone, String id, String text, @Nullable String other) {
    try {
      JsonNode tree = JSON.readTree(Samples.bytes("meta/" + sample(what)));
      ObjectNode value = (ObjectNode) tree.at("/entry/0/changes/0/value");
      String now = Long.toString(Instant.now().getEpochSecond());
      if (value.has("statuses")) {
        ObjectNode status = (ObjectNode) value.at("/statuses/0");
        status.put("id", id).put("timestamp", now).put("recipient_id", phone);
        if (what == What.FAILED && other != null && other.matches("\\d+")) {
          ((ObjectNode) status.at("/errors/0")).put("code", Integer.parseInt(other));
        }
      } else {
        ObjectNode message = (ObjectNode) value.at("/messages/0");
        message.put("from", phone).put("timestamp", now).put("id", id);
        ((ObjectNode) value.at("/contacts/0")).put("wa_id", phone);
        fill(what, message, id, text, other);
      }
      return signed(bytes(tree));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sample(What what) {
    return switch (what) {
      case IMAGE -> "webhook-image.json";
      case DOCUMENT -> "webhook-document.json";
      case AUDIO -> "webhook-audio-voice.json";
      case BUTTON -> "webhook-interactive-button-reply.json";
      case LIST -> "webhook-interactive-list-reply.json";
      case REACTION -> "webhook-reaction.json";
      case SENT -> "webhook-status-sent.json";
      case DELIVERED -> "webhook-status-delivered.json";
      case READ -> "webhook-status-read.json";
      case FAILED -> "webhook-status-failed-131026-undeliverable.json";
      default -> "webhook-text.json";
    };
  }

  private void fill(What what, ObjectNode message, String id, String text, @Nullable String other) {
    switch (what) {
      case TEXT -> message.withObject("/text").put("body", text);
      case REPLY -> {
        message.withObject("/text").put("body", text);
        message.withObject("/context").put("from", "5511987650000").put("id", other);
      }
      case IMAGE -> message.withObject("/image").put("id", other).put("caption", text);
      case DOCUMENT -> message.withObject("/document").put("id", other).put("caption", text);
      case AUDIO -> message.withObject("/audio").put("id", other);
      case BUTTON ->
          message.withObject("/interactive/button_reply").put("id", other).put("title", text);
      case LIST ->
          message.withObject("/interactive/list_reply").put("id", other).put("title", text);
      case REACTION -> {
        own(message, "reaction");
        message.withObject("/reaction").put("message_id", id).put("emoji", text);
      }
      case LOCATION -> {
        retype(message, "location");
        message
            .withObject("/location")
            .put("latitude", -23.5505)
            .put("longitude", -46.6333)
            .put("name", text);
      }
      case EDITED -> {
        own(message, "edit");
        retype(message, "edit");
        ObjectNode edit = message.withObject("/edit");
        edit.put("original_message_id", id);
        edit.withObject("/message").put("type", "text").withObject("/text").put("body", text);
      }
      case DELETED -> {
        own(message, "revoke");
        retype(message, "revoke");
        message.withObject("/revoke").put("original_message_id", id);
      }
      default -> throw new IllegalArgumentException(what + " is no message");
    }
  }

  /** What is about another message has an id of its own. */
  private void own(ObjectNode message, String kind) {
    message.put("id", "wamid." + kind.toUpperCase(java.util.Locale.ROOT) + ids.incrementAndGet());
  }

  private static void retype(ObjectNode message, String type) {
    message.remove("text");
    message.put("type", type);
  }

  /** Signs a body as Meta does. */
  public static Webhook signed(byte[] body) {
    return webhook("sha256=" + Hmac.hex("HmacSHA256", APP_SECRET, body), body);
  }

  private static Webhook webhook(@Nullable String signature, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    if (signature != null) {
      headers.put(SIGNATURE, signature);
    }
    return new Webhook("/webhooks/meta", headers, "application/json", body);
  }

  @Override
  public Webhook forged(Webhook good) {
    return webhook("sha256=" + Hmac.hex("HmacSHA256", "not-the-secret", good.body()), good.body());
  }

  @Override
  public Webhook unsigned(Webhook good) {
    return webhook(null, good.body());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Reads a request as strictly as Meta; null if Meta would answer with error 100. */
  private static final class MetaWire {

    private MetaWire() {}

    static @Nullable Got read(JsonNode request, String id) {
      boolean one = request.has("to") != request.has("recipient");
      String to = request.path(request.has("to") ? "to" : "recipient").asText();
      boolean well =
          one
              && to.matches(request.has("to") ? "\\d{6,15}" : "[A-Z]{2}\\.\\d+")
              && request.path("messaging_product").asText().equals("whatsapp");
      String type = request.path("type").asText();
      JsonNode content = request.path(type);
      Map<String, Object> details = new LinkedHashMap<>();
      if (!well || !content.isObject()) {
        return null;
      }
      return switch (type) {
        case "text" -> {
          String text = content.path("body").asText();
          yield text.isEmpty() || text.length() > 4096
              ? null
              : new Got(type, to, text, details, id);
        }
        case "template" -> template(to, content, details, id);
        case "interactive" -> interactive(to, content, details, id);
        case "image", "document", "audio", "video" -> {
          details.put("url", content.path("link").asText());
          details.put("filename", content.path("filename").asText());
          boolean fits = content.has("link") && !(type.equals("audio") && content.has("caption"));
          yield fits ? new Got(type, to, content.path("caption").asText(), details, id) : null;
        }
        case "location" -> {
          details.put("latitude", content.path("latitude").decimalValue());
          details.put("longitude", content.path("longitude").decimalValue());
          yield new Got(type, to, content.path("name").asText(), details, id);
        }
        default -> null;
      };
    }

    private static @Nullable Got template(
        String to, JsonNode content, Map<String, Object> details, String id) {
      List<String> values = new ArrayList<>();
      for (JsonNode component : content.path("components")) {
        if (component.path("type").asText().equals("body")) {
          component.path("parameters").forEach(value -> values.add(value.path("text").asText()));
        }
      }
      boolean well =
          content.at("/language/code").isTextual()
              && values.stream()
                  .noneMatch(value -> value.isEmpty() || value.matches("(?s).*([\\n\\t]| {4}).*"));
      details.put("template", content.path("name").asText());
      details.put("values", values);
      return well ? new Got("template", to, "", details, id) : null;
    }

    private static @Nullable Got interactive(
        String to, JsonNode content, Map<String, Object> details, String id) {
      boolean list = content.path("type").asText().equals("list");
      String text = content.at("/body/text").asText();
      List<JsonNode> choices = new ArrayList<>();
      if (list) {
        content
            .at("/action/sections")
            .forEach(section -> section.path("rows").forEach(choices::add));
      } else {
        content.at("/action/buttons").forEach(button -> choices.add(button.path("reply")));
      }
      details.put("choices", choices.stream().map(choice -> choice.path("id").asText()).toList());
      boolean well =
          !text.isEmpty()
              && text.length() <= 1024
              && content.at("/header/text").asText().length() <= 60
              && content.at("/footer/text").asText().length() <= 60
              && content.at("/action/button").asText().length() <= 20
              && !choices.isEmpty()
              && choices.size() <= (list ? 10 : 3)
              && choices.stream().allMatch(choice -> fits(choice, list ? 24 : 20));
      return well ? new Got(list ? "list" : "buttons", to, text, details, id) : null;
    }

    private static boolean fits(JsonNode choice, int title) {
      return choice.path("title").asText().length() <= title
          && !choice.path("title").asText().isEmpty()
          && choice.path("description").asText().length() <= 72
          && choice.path("id").asText().length() <= 200;
    }
  }
}
