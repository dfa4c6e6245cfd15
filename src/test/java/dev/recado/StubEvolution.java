package dev.recado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Evolution API with one instance, which does what its source code says
 * (docs/contracts.md#evolution).
 */
public final class StubEvolution extends StubGateway {

  /** The name of its instance. */
  public static final String INSTANCE = "loja-centro";

  /** The key that it accepts. */
  public static final String KEY = "stub-evolution-key";

  private static final Pattern NINE = Pattern.compile("55(\\d{2})\\d(\\d{8})");

  /** Starts it on a free port. */
  public StubEvolution() {
    super(KEY);
  }

  @Override
  String provider() {
    return "evolution";
  }

  @Override
  public Map<String, String> credentials() {
    return Map.of("url", url(), "instance", INSTANCE, "apiKey", KEY, "webhookToken", WEBHOOK_TOKEN);
  }

  @Override
  boolean shows(HttpExchange exchange, String expected) {
    return expected.equals(exchange.getRequestHeaders().getFirst("apikey"));
  }

  @Override
  Answer unauthorized() {
    return Answer.sample(401, "evolution/response-401.json");
  }

  @Override
  Answer look(String path) {
    if (!path.endsWith("/" + INSTANCE)) {
      return Answer.sample(404, "evolution/response-404-instance.json");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer
        .putObject("instance")
        .put("instanceName", INSTANCE)
        .put("state", connected() ? "open" : "close");
    return Answer.json(200, answer);
  }

  @Override
  Answer send(String path, JsonNode request) {
    if (!path.endsWith("/" + INSTANCE)) {
      return Answer.sample(404, "evolution/response-404-instance.json");
    }
    if (!connected()) {
      ObjectNode away = sample("evolution/response-401.json");
      away.put("status", 500).put("error", "Internal Server Error");
      ((ObjectNode) away.path("response")).put("message", "Connection Closed");
      return Answer.json(500, away);
    }
    String jid = jid(request.path("number").asText());
    if (isMissing(jid.split("@", 2)[0])) {
      ObjectNode missing = sample("evolution/response-400-number-missing.json");
      ((ObjectNode) missing.at("/response/message/0")).put("jid", jid);
      return Answer.json(400, missing);
    }
    String id = nextId();
    keep(got(path, jid, request, id));
    ObjectNode answer = sample("evolution/response-201.json");
    ((ObjectNode) answer.path("key")).put("remoteJid", jid).put("id", id);
    return Answer.json(201, answer);
  }

  /** The rule of createJid.ts, which drops a ninth digit. */
  private static String jid(String number) {
    if (number.contains("@")) {
      return number;
    }
    Matcher nine = NINE.matcher(number);
    boolean kept =
        !nine.matches() || Integer.parseInt(nine.group(1)) < 31 || nine.group(2).charAt(0) < '7';
    return (kept ? number : "55" + nine.group(1) + nine.group(2)) + "@s.whatsapp.net";
  }

  private static Got got(String path, String jid, JsonNode request, String id) {
    String kind =
        path.contains("sendMedia")
            ? request.path("mediatype").asText()
            : path.contains("sendLocation") ? "location" : "text";
    return new Got(
        kind,
        jid,
        request.path(kind.equals("text") ? "text" : "caption").asText(""),
        details(
            Map.of(
                "url", request.path("media"),
                "filename", request.path("fileName"),
                "latitude", request.path("latitude"),
                "longitude", request.path("longitude"))),
        id);
  }

  @Override
  public @Nullable Webhook webhook(
      What what, String phone, String id, String text, @Nullable String other) {
    return posted(
        switch (what) {
          case TEXT -> message(phone, id, part().put("conversation", text));
          case IMAGE -> image(phone, id, text);
          case DOCUMENT ->
              message(phone, id, file("documentMessage", "application/pdf", "fileName", text));
          case AUDIO ->
              message(phone, id, file("audioMessage", "audio/ogg; codecs=opus", "caption", text));
          case BUTTON -> message(phone, id, button(text, String.valueOf(other)));
          case LIST -> message(phone, id, row(text, String.valueOf(other)));
          case LOCATION -> message(phone, id, place(text));
          case REPLY -> reply(phone, id, text, String.valueOf(other));
          case REACTION -> message(phone, "3EB0R" + id.hashCode(), reaction(phone, id, text));
          case EDITED -> edited(id, text);
          case DELETED -> event("messages.delete", key(phone, id, false));
          case SENT -> update(phone, id, "SERVER_ACK");
          case DELIVERED -> update(phone, id, "DELIVERY_ACK");
          case READ -> update(phone, id, "READ");
          case FAILED -> update(phone, id, "ERROR");
        });
  }

  private static ObjectNode part() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode key(String phone, String id, boolean own) {
    return part().put("remoteJid", phone + "@s.whatsapp.net").put("fromMe", own).put("id", id);
  }

  private static ObjectNode message(String phone, String id, ObjectNode content) {
    ObjectNode webhook = sample("evolution/webhook-messages.upsert-text.json");
    ObjectNode data = (ObjectNode) webhook.path("data");
    data.set("key", key(phone, id, false));
    data.set("message", content);
    data.put("messageType", content.fieldNames().next());
    // A message of the day of the sample would be too old to be answered.
    data.put("messageTimestamp", Instant.now().getEpochSecond());
    return webhook;
  }

  private static ObjectNode image(String phone, String id, String caption) {
    ObjectNode webhook = sample("evolution/webhook-messages.upsert-image.json");
    ((ObjectNode) webhook.path("data")).set("key", key(phone, id, false));
    ((ObjectNode) webhook.at("/data/message/imageMessage")).put("caption", caption);
    return webhook;
  }

  private static ObjectNode file(String kind, String mimetype, String field, String text) {
    ObjectNode message = part();
    message.putObject(kind).put("mimetype", mimetype).put("fileLength", "52012").put(field, text);
    return message;
  }

  private static ObjectNode button(String title, String id) {
    ObjectNode message = part();
    message
        .putObject("buttonsResponseMessage")
        .put("selectedButtonId", id)
        .put("selectedDisplayText", title);
    return message;
  }

  private static ObjectNode row(String title, String id) {
    ObjectNode message = part();
    ObjectNode answer = message.putObject("listResponseMessage").put("title", title);
    answer.putObject("singleSelectReply").put("selectedRowId", id);
    return message;
  }

  private static ObjectNode place(String name) {
    ObjectNode message = part();
    message
        .putObject("locationMessage")
        .put("degreesLatitude", -22.9068)
        .put("degreesLongitude", -43.1729)
        .put("name", name);
    return message;
  }

  private static ObjectNode reply(String phone, String id, String text, String quoted) {
    ObjectNode webhook = message(phone, id, part().put("conversation", text));
    ObjectNode context = ((ObjectNode) webhook.path("data")).putObject("contextInfo");
    context.put("stanzaId", quoted).putObject("quotedMessage").put("conversation", "a pergunta");
    return webhook;
  }

  private static ObjectNode reaction(String phone, String id, String emoji) {
    ObjectNode message = part();
    ObjectNode reaction = message.putObject("reactionMessage").put("text", emoji);
    reaction.set("key", key(phone, id, true));
    return message;
  }

  private static ObjectNode event(String name, ObjectNode data) {
    ObjectNode webhook = sample("evolution/webhook-messages.update-read.json");
    webhook.put("event", name).set("data", data);
    return webhook;
  }

  /** The key is as the customer wrote it: our number is the chat, and the message their own. */
  private static ObjectNode edited(String id, String text) {
    ObjectNode edit = part().put("type", "MESSAGE_EDIT").put("timestampMs", "1784030499000");
    ObjectNode webhook = event("messages.edited", edit);
    edit.putObject("editedMessage").put("conversation", text);
    edit.putObject("key")
        .put("remoteJid", webhook.path("sender").asText())
        .put("fromMe", true)
        .put("id", id);
    return webhook;
  }

  private static ObjectNode update(String phone, String id, String status) {
    ObjectNode webhook = sample("evolution/webhook-messages.update-read.json");
    ((ObjectNode) webhook.path("data"))
        .put("keyId", id)
        .put("remoteJid", phone + "@s.whatsapp.net")
        .put("participant", phone + "@s.whatsapp.net")
        .put("status", status);
    return webhook;
  }
}
