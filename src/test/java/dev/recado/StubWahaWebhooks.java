package dev.recado;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.StubProvider.Webhook;
import dev.recado.StubProvider.What;
import dev.recado.spine.ingress.Hmac;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The webhooks of {@link StubWaha}, made from the samples and signed. */
final class StubWahaWebhooks {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HMAC = "X-Webhook-Hmac";
  private static final String ALGORITHM = "X-Webhook-Hmac-Algorithm";

  private final String session;
  private final String key;

  StubWahaWebhooks(String session, String key) {
    this.session = session;
    this.key = key;
  }

  /** Null for what WAHA's contract has no webhook for. */
  @Nullable Webhook webhook(
      What what, String phone, String id, String text, @Nullable String other) {
    String chat = phone + "@c.us";
    ObjectNode tree =
        switch (what) {
          case TEXT -> text(chat, id, text);
          case IMAGE -> file("webhook-message-image", chat, id, text, other, null);
          case DOCUMENT -> file("webhook-message-image", chat, id, text, other, "application/pdf");
          case AUDIO -> file("webhook-message-audio", chat, id, "", other, null);
          case REPLY -> reply(chat, id, text, other);
          case REACTION -> reaction(chat, id, text);
          case EDITED -> edited(chat, id, text);
          case DELETED -> deleted(chat, id);
          case SENT -> receipt("server", chat, id);
          case DELIVERED -> receipt("device", chat, id);
          case READ -> receipt("read", chat, id);
          case FAILED -> receipt("error", chat, id);
          case LOCATION -> location(chat, id);
          case BUTTON, LIST -> null;
        };
    return tree == null ? null : signed(tree);
  }

  /** A status of the session. */
  Webhook status(String status, Instant at) {
    ObjectNode tree = sample("webhook-session.status-working");
    ObjectNode payload = payload(tree).put("name", session).put("status", status);
    payload
        .putArray("statuses")
        .addObject()
        .put("status", status)
        .put("timestamp", at.toEpochMilli());
    return signed(tree);
  }

  Webhook forged(Webhook good) {
    Map<String, String> headers = new LinkedHashMap<>(good.headers());
    headers.put(HMAC, Hmac.hex("HmacSHA512", "another key", good.body()));
    return new Webhook(good.path(), headers, good.contentType(), good.body());
  }

  Webhook unsigned(Webhook good) {
    Map<String, String> headers = new LinkedHashMap<>(good.headers());
    headers.keySet().removeAll(java.util.Set.of(HMAC, ALGORITHM));
    return new Webhook(good.path(), headers, good.contentType(), good.body());
  }

  /** Any envelope of the session, signed. */
  Webhook signed(ObjectNode tree) {
    tree.put("session", session).put("id", "evt_" + UUID.randomUUID());
    byte[] body;
    try {
      body = JSON.writeValueAsBytes(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Webhook-Request-Id", UUID.randomUUID().toString());
    headers.put("X-Webhook-Timestamp", Long.toString(Instant.now().toEpochMilli()));
    headers.put(HMAC, Hmac.hex("HmacSHA512", key, body));
    headers.put(ALGORITHM, "sha512");
    return new Webhook("/webhooks/waha", headers, "application/json", body);
  }

  ObjectNode text(String chat, String id, String text) {
    ObjectNode tree = message("webhook-message-text.noweb", chat, id, text);
    ObjectNode data = (ObjectNode) payload(tree).get("_data");
    data.withObject("/key")
        .put("remoteJid", chat.replace("@c.us", "@s.whatsapp.net"))
        .put("id", id);
    data.put("messageTimestamp", payload(tree).get("timestamp").asLong());
    data.withObject("/message").put("conversation", text);
    return tree;
  }

  /** A place has no sample; docs/contracts.md names the field of the payload. */
  private ObjectNode location(String chat, String id) {
    ObjectNode tree = text(chat, id, "");
    ObjectNode payload = payload(tree);
    payload.putNull("body");
    payload.withObject("/_data/message").removeAll();
    payload
        .putObject("location")
        .put("latitude", -23.55052)
        .put("longitude", -46.633308)
        .put("description", "Loja");
    return tree;
  }

  private static ObjectNode file(
      String sample,
      String chat,
      String id,
      String text,
      @Nullable String name,
      @Nullable String mimetype) {
    ObjectNode tree = message(sample, chat, id, text);
    ObjectNode media = payload(tree).withObject("/media");
    if (name != null) {
      media.put("filename", name);
      media.put("url", "http://waha:3000/api/files/loja-centro/" + name);
    }
    if (mimetype != null) {
      media.put("mimetype", mimetype);
    }
    return tree;
  }

  private static ObjectNode reply(String chat, String id, String text, @Nullable String other) {
    ObjectNode tree = message("webhook-message-reply-quoted", chat, id, text);
    payload(tree).withObject("/replyTo").put("id", Objects.requireNonNull(other));
    return tree;
  }

  private static ObjectNode reaction(String chat, String about, String emoji) {
    ObjectNode tree =
        message("webhook-message.reaction", chat, "3EB0" + shortened(about + emoji), null);
    payload(tree)
        .withObject("/reaction")
        .put("text", emoji)
        .put("messageId", "true_" + chat + "_" + about);
    return tree;
  }

  private static ObjectNode edited(String chat, String about, String text) {
    ObjectNode tree = documented("w07b-message.edited");
    ObjectNode payload = payload(tree);
    String phone = chat.replace("@c.us", "@s.whatsapp.net");
    String id = "3EB0" + shortened(about + text);
    payload
        .put("id", "false_" + chat + "_" + id)
        .put("from", chat)
        .put("timestamp", Instant.now().getEpochSecond())
        .put("body", text)
        .put("editedMessageId", about);
    payload.withObject("/_data/Info").put("Chat", phone).put("Sender", phone).put("ID", id);
    ObjectNode protocol = payload.withObject("/_data/Message/protocolMessage");
    protocol.withObject("/key").put("ID", about);
    protocol.withObject("/editedMessage").put("conversation", text);
    return tree;
  }

  private static ObjectNode deleted(String chat, String about) {
    ObjectNode tree = documented("w06b-message.revoked");
    ObjectNode payload = payload(tree).put("revokedMessageId", about);
    long now = Instant.now().getEpochSecond();
    payload
        .withObject("/after")
        .put("id", "false_" + chat + "_3EB0" + shortened(about + "x"))
        .put("from", chat)
        .put("timestamp", now);
    payload
        .withObject("/before")
        .put("id", "false_" + chat + "_" + about)
        .put("from", chat)
        .put("timestamp", now);
    return tree;
  }

  private static String shortened(String text) {
    return "%08X".formatted(text.hashCode());
  }

  private static ObjectNode receipt(String state, String chat, String id) {
    ObjectNode tree = sample("webhook-message.ack-" + state);
    payload(tree).put("id", "true_" + chat + "_" + id).put("from", chat);
    return now(tree);
  }

  private static ObjectNode message(String sample, String chat, String id, @Nullable String text) {
    ObjectNode tree = sample(sample);
    ObjectNode payload =
        payload(tree)
            .put("id", "false_" + chat + "_" + id)
            .put("from", chat)
            .put("timestamp", Instant.now().getEpochSecond());
    if (text != null) {
      payload.put("body", text);
    }
    return now(tree);
  }

  private static ObjectNode now(ObjectNode tree) {
    return tree.put("timestamp", Instant.now().toEpochMilli());
  }

  static ObjectNode payload(ObjectNode tree) {
    return (ObjectNode) tree.get("payload");
  }

  private static ObjectNode sample(String name) {
    return read(Samples.bytes("waha/" + name + ".json"));
  }

  /** WAHA's documentation has these events, the samples of the contract do not. */
  private static ObjectNode documented(String name) {
    try (InputStream file =
        Objects.requireNonNull(
            StubWahaWebhooks.class.getResourceAsStream("/whatsapp/" + name + ".json"))) {
      return now(read(file.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode read(byte[] json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
