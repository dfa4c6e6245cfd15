package dev.recado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A WPPConnect Server with one session, which does what its source code says
 * (docs/contracts.md#wppconnect).
 */
public final class StubWppconnect extends StubGateway {

  /** The name of its session. */
  public static final String SESSION = "loja-centro";

  /** The token that it accepts. */
  public static final String TOKEN = "$2b$10$stub-token-of-the-session";

  private static final String OUR_CHAT = "5511987650000@c.us";

  /** Starts it on a free port. */
  public StubWppconnect() {
    super(TOKEN);
  }

  @Override
  String provider() {
    return "wppconnect";
  }

  @Override
  public Map<String, String> credentials() {
    return Map.of("url", url(), "session", SESSION, "token", TOKEN, "webhookToken", WEBHOOK_TOKEN);
  }

  @Override
  boolean shows(HttpExchange exchange, String expected) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    boolean session = exchange.getRequestURI().getPath().startsWith("/api/" + SESSION + "/");
    return session && ("Bearer " + expected).equals(given);
  }

  @Override
  Answer unauthorized() {
    return Answer.sample(401, "wppconnect/response-401.json");
  }

  /** The shapes are those of sessionController.ts. */
  @Override
  Answer look(String path) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (path.endsWith("/status-session")) {
      return Answer.json(
          200, answer.put("status", connected() ? "CONNECTED" : "CLOSED").putNull("qrcode"));
    }
    return Answer.json(
        200,
        answer
            .put("status", connected())
            .put("message", connected() ? "Connected" : "Disconnected"));
  }

  @Override
  Answer send(String path, JsonNode request) {
    if (!connected()) {
      return Answer.sample(404, "wppconnect/response-404-disconnected.json");
    }
    String phone = request.path("phone").asText();
    if (isMissing(phone)) {
      ObjectNode missing = sample("wppconnect/response-400-number-missing.json");
      return Answer.json(400, missing.put("message", "O número " + phone + " não existe."));
    }
    String id = nextId();
    String chat = phone + ending(request);
    String call = path.substring(path.lastIndexOf('/') + 1);
    keep(got(call, chat, request, id));
    return Answer.json(201, accepted(call, chat, request, id));
  }

  private static String ending(JsonNode request) {
    return request.path("isGroup").asBoolean()
        ? "@g.us"
        : request.path("isLid").asBoolean() ? "@lid" : "@c.us";
  }

  private static Got got(String call, String chat, JsonNode request, String id) {
    String kind =
        switch (call) {
          case "send-image" -> "image";
          case "send-location" -> "location";
          case "send-file" -> {
            String name = request.path("filename").asText();
            yield name.endsWith(".mp4")
                ? "video"
                : name.matches(".*\\.(ogg|mp3)") ? "audio" : "document";
          }
          default -> "text";
        };
    String text = request.path(kind.equals("text") ? "message" : "caption").asText("");
    return new Got(
        kind,
        chat,
        text,
        details(
            Map.of(
                "url", request.path("path"),
                "filename", request.path("filename"),
                "latitude", request.path("lat"),
                "longitude", request.path("lng"))),
        id);
  }

  /** sendText answers with the message; sendFile and sendLocation with ack and id alone. */
  private static JsonNode accepted(String call, String chat, JsonNode request, String id) {
    ObjectNode answer = sample("wppconnect/response-201.json");
    ObjectNode message = (ObjectNode) answer.at("/response/0");
    if (!call.equals("send-message")) {
      message.removeAll();
      message.put("ack", 1);
    } else {
      message.put("to", chat).set("body", request.path("message"));
    }
    message.put("id", "true_" + chat + "_" + id);
    return answer;
  }

  @Override
  public @Nullable Webhook webhook(
      What what, String phone, String id, String text, @Nullable String other) {
    String chat = phone + "@c.us";
    ObjectNode body =
        switch (what) {
          case TEXT -> message(chat, id, text);
          case IMAGE -> file(chat, id, text, "image", "image/jpeg");
          case DOCUMENT -> file(chat, id, text, "document", "application/pdf");
          case AUDIO -> file(chat, id, text, "ptt", "audio/ogg; codecs=opus");
          case LOCATION ->
              message(chat, id, "/9j/4AAQSkZJRgABAQ==")
                  .put("type", "location")
                  .put("lat", -22.9068)
                  .put("lng", -43.1729)
                  .put("loc", text);
          case REPLY -> message(chat, id, text).put("quotedMsgId", "true_" + chat + "_" + other);
          case REACTION -> reaction(chat, id, text);
          case DELETED -> revoked(chat, id);
          case SENT -> ack(chat, id, 1);
          case DELIVERED -> ack(chat, id, 2);
          case READ -> ack(chat, id, 3);
          case FAILED -> ack(chat, id, -1);
          case BUTTON -> button(chat, id, text, other);
          case LIST -> row(chat, id, text, other);
          // The server passes no edits on.
          case EDITED -> null;
        };
    return body == null ? null : posted(body);
  }

  private static ObjectNode message(String chat, String id, String text) {
    ObjectNode message = sample("wppconnect/webhook-onmessage.json");
    message.put("id", "false_" + chat + "_" + id).put("from", chat).put("chatId", chat);
    message.put("body", text).put("content", text);
    // A message of the day of the sample would be too old to be answered.
    long now = Instant.now().getEpochSecond();
    message.put("t", now).put("timestamp", now);
    ((ObjectNode) message.path("sender")).put("id", chat);
    return message;
  }

  /** As the server sends it, which downloads files by itself. */
  private static ObjectNode file(
      String chat, String id, String caption, String type, String mimetype) {
    String base64 = "/9j/4AAQSkZJRgABAQEASABIAAD/2w==";
    ObjectNode message = message(chat, id, base64).put("type", type).put("mimetype", mimetype);
    message.put("isMedia", true).put("size", 22).put("caption", caption);
    return type.equals("document") ? message.put("filename", caption) : message;
  }

  private static ObjectNode button(String chat, String id, String title, @Nullable String chosen) {
    ObjectNode message = message(chat, id, title).put("type", "buttons_response");
    return message.put("selectedButtonId", chosen);
  }

  private static ObjectNode row(String chat, String id, String title, @Nullable String chosen) {
    ObjectNode message = message(chat, id, title).put("type", "list_response");
    ObjectNode answer = message.putObject("listResponse").put("title", title);
    answer.putObject("singleSelectReply").put("selectedRowId", chosen);
    return message;
  }

  private static ObjectNode session(String event) {
    return JsonNodeFactory.instance.objectNode().put("event", event).put("session", SESSION);
  }

  private static ObjectNode key(boolean own, String chat, String id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("fromMe", own)
        .put("remote", chat)
        .put("id", id)
        .put("_serialized", own + "_" + chat + "_" + id);
  }

  private static ObjectNode reaction(String chat, String id, String emoji) {
    ObjectNode reaction = session("onreactionmessage");
    reaction.set("id", key(false, chat, "3EB0REACTION" + id.hashCode()));
    reaction.set("msgId", key(true, chat, id));
    return reaction.put("reactionText", emoji).put("read", false).put("timestamp", 1784030399);
  }

  private static ObjectNode revoked(String chat, String id) {
    ObjectNode revoked = session("onrevokedmessage");
    String server = "c.us";
    revoked
        .putObject("from")
        .put("server", server)
        .put("user", chat.split("@", 2)[0])
        .put("_serialized", chat);
    revoked.putObject("to").put("server", server).put("_serialized", OUR_CHAT);
    return revoked
        .put("id", "false_" + chat + "_3EB0REVOCATION")
        .put("refId", "false_" + chat + "_" + id);
  }

  private static ObjectNode ack(String chat, String id, int ack) {
    ObjectNode told = sample("wppconnect/webhook-onack.json");
    told.set("id", key(true, chat, id));
    return told.put("to", chat).put("ack", ack);
  }
}
