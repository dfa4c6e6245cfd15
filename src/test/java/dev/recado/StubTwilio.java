package dev.recado;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A Twilio that answers with the samples of its contract, and writes and signs its webhooks. */
public final class StubTwilio implements StubProvider {

  /** The account of the samples. */
  public static final String ACCOUNT = "AC00000000000000000000000000000001";

  /** The token that signs the samples. */
  public static final String TOKEN = "12345678901234567890123456789012";

  /** The number of the business in the samples. */
  public static final String NUMBER = "+5511987650000";

  /** The public address of the hub's webhook. */
  public static final String WEBHOOK_URL = "https://hub.example.com.br/webhooks/twilio";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MESSAGES = "/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json";
  private static final String ITSELF = "/2010-04-01/Accounts/" + ACCOUNT + ".json";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Got> got = new ArrayList<>();
  private final List<Map<String, String>> requests = new ArrayList<>();
  private final Deque<Refusal> refusals = new ArrayDeque<>();
  private int drops;
  private int ids;
  private String state = "active";
  private String type = "Full";

  private record Refusal(int status, byte[] body) {}

  /** Starts it on a free port. */
  public StubTwilio() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Tells the address of its API. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The account is in another state from now on, such as {@code suspended} and {@code Trial}. */
  public synchronized void account(String status, String kind) {
    state = status;
    type = kind;
  }

  /** Lists the forms of all sends, refused ones too, decoded. */
  public synchronized List<Map<String, String>> requests() {
    return List.copyOf(requests);
  }

  @Override
  public Map<String, String> credentials() {
    return Map.of(
        "accountSid", ACCOUNT,
        "authToken", TOKEN,
        "from", NUMBER,
        "apiUrl", url(),
        "webhookUrl", WEBHOOK_URL);
  }

  @Override
  public synchronized List<Got> got() {
    return List.copyOf(got);
  }

  @Override
  public synchronized void refuseNext(int status, byte[] body) {
    refusals.add(new Refusal(status, body));
  }

  @Override
  public synchronized void dropNext() {
    drops++;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    String pair = ACCOUNT + ":" + TOKEN;
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      reply(exchange, 401, Samples.bytes("twilio/error-20003-http401.json"));
    } else if (path.equals(MESSAGES)) {
      send(exchange, pairs(body));
    } else if (path.equals(ITSELF)) {
      reply(exchange, 200, itself());
    } else {
      reply(exchange, 404, "{\"code\": 20404, \"status\": 404}".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** As the account resource of Twilio's own OpenAPI description. */
  private synchronized byte[] itself() {
    ObjectNode account = JSON.createObjectNode().put("sid", ACCOUNT);
    return bytes(account.put("friendly_name", "Loja").put("status", state).put("type", type));
  }

  private void send(HttpExchange exchange, Map<String, String> form) throws IOException {
    Refusal refusal;
    boolean drop;
    byte[] accepted = new byte[0];
    synchronized (this) {
      requests.add(form);
      refusal = refusals.poll();
      drop = refusal == null && drops > 0;
      if (refusal == null) {
        drops -= drop ? 1 : 0;
        Got message = message(form, "SM%032x".formatted(++ids));
        got.add(message);
        accepted = accepted(form, message);
      }
    }
    if (refusal != null) {
      reply(exchange, refusal.status(), refusal.body());
    } else if (drop) {
      exchange.close();
    } else {
      reply(exchange, 201, accepted);
    }
  }

  private static byte[] accepted(Map<String, String> form, Got message) throws IOException {
    ObjectNode answer =
        (ObjectNode) JSON.readTree(Samples.bytes("twilio/response-201-queued.json"));
    return bytes(
        answer
            .put("sid", message.id())
            .put("to", message.to())
            .put("from", form.get("From"))
            .put("body", message.text()));
  }

  private static Got message(Map<String, String> form, String id) throws IOException {
    Map<String, Object> details = new LinkedHashMap<>();
    String url = form.get("MediaUrl");
    String content = form.get("ContentSid");
    if (url != null) {
      details.put("url", url);
    }
    if (content != null) {
      details.put("template", content);
      List<String> values = new ArrayList<>();
      JSON.readTree(form.getOrDefault("ContentVariables", "{}"))
          .properties()
          .forEach(value -> values.add(value.getValue().asText()));
      details.put("values", values);
    }
    String kind = content != null ? "template" : url == null ? "text" : kind(url);
    String to = form.getOrDefault("To", "");
    return new Got(kind, to, form.getOrDefault("Body", ""), details, id);
  }

  /** Twilio's request does not name the kind of a file: WhatsApp fetches it and looks. */
  private static String kind(String url) {
    return switch (url.replaceFirst("[?#].*", "").replaceFirst(".*\\.", "")) {
      case "png", "jpg", "jpeg" -> "image";
      case "mp3", "ogg" -> "audio";
      case "mp4" -> "video";
      default -> "document";
    };
  }

  @Override
  public @Nullable Webhook webhook(
      What what, String phone, String id, String text, @Nullable String other) {
    return switch (what) {
      case TEXT -> incoming("incoming-text", phone, id, text, Map.of());
      case REPLY ->
          incoming(
              "incoming-text", phone, id, text, Map.of("OriginalRepliedMessageSid", or(other)));
      case IMAGE -> file(phone, id, text, other, "image/jpeg");
      case DOCUMENT -> file(phone, id, text, other, "application/pdf");
      case AUDIO -> file(phone, id, text, other, "audio/ogg");
      case BUTTON ->
          incoming(
              "incoming-button-reply",
              phone,
              id,
              text,
              Map.of("ButtonText", text, "ButtonPayload", or(other)));
      case LOCATION ->
          incoming(
              "incoming-text",
              phone,
              id,
              "",
              Map.of("Latitude", "-23.5505", "Longitude", "-46.6333", "Label", text));
      case SENT -> status("status-sent", phone, id);
      case DELIVERED -> status("status-delivered", phone, id);
      case READ -> status("status-read", phone, id);
      case FAILED -> status("status-undelivered-63016", phone, id);
      case LIST, REACTION, EDITED, DELETED -> null;
    };
  }

  private static String or(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Webhook file(
      String phone, String id, String text, @Nullable String other, String type) {
    String url = "https://api.twilio.com/2010-04-01/Accounts/" + ACCOUNT + "/Media/" + or(other);
    return incoming(
        "incoming-empty-body-image",
        phone,
        id,
        text,
        Map.of("MediaUrl0", url, "MediaContentType0", type));
  }

  private static Webhook incoming(
      String sample, String phone, String id, String text, Map<String, String> more) {
    Map<String, String> form = pairs(Samples.bytes("twilio/" + sample + ".form"));
    form.put("From", "whatsapp:+" + phone);
    form.put("WaId", phone);
    form.put("Body", text);
    form.putAll(more);
    return signed(named(form, id), WEBHOOK_URL);
  }

  private static Webhook status(String sample, String phone, String id) {
    Map<String, String> form = pairs(Samples.bytes("twilio/" + sample + ".form"));
    form.put("To", "whatsapp:+" + phone);
    form.put("ChannelToAddress", "+" + phone);
    return signed(named(form, id), WEBHOOK_URL);
  }

  private static Map<String, String> named(Map<String, String> form, String id) {
    List.of("MessageSid", "SmsSid", "SmsMessageSid")
        .forEach(name -> form.computeIfPresent(name, (same, before) -> id));
    return form;
  }

  /**
   * Signs a form.
   *
   * @param url the public address with its query
   */
  public static Webhook signed(Map<String, String> form, String url) {
    return new Webhook(
        url.replaceFirst("https?://[^/]+", ""),
        Map.of("X-Twilio-Signature", signature(form, url, TOKEN)),
        "application/x-www-form-urlencoded; charset=UTF-8",
        encoded(form));
  }

  /** The signature as Twilio's documentation describes it. */
  public static String signature(Map<String, String> form, String url, String token) {
    StringBuilder signed = new StringBuilder(url);
    new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      byte[] hash = mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Webhook forged(Webhook good) {
    String wrong = signature(pairs(good.body()), WEBHOOK_URL, "another token");
    return new Webhook(
        good.path(), Map.of("X-Twilio-Signature", wrong), good.contentType(), good.body());
  }

  @Override
  public Webhook unsigned(Webhook good) {
    return new Webhook(good.path(), Map.of(), good.contentType(), good.body());
  }

  /** Reads a form whose names occur once. */
  public static Map<String, String> pairs(byte[] form) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : new String(form, StandardCharsets.US_ASCII).split("&")) {
      String[] parts = pair.split("=", 2);
      pairs.put(decoded(parts[0]), decoded(parts.length > 1 ? parts[1] : ""));
    }
    return pairs;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static byte[] encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
