package dev.recado.systems.waha;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.systems.engine.ChatId;
import dev.recado.systems.engine.EngineJson;
import dev.recado.systems.engine.MessageKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls to WAHA about the session and about ids; messages do not go this way. */
final class WahaCalls {

  private static final Logger log = LoggerFactory.getLogger(WahaCalls.class);

  /** With the chat and the participant around it, it must stay short enough for an index. */
  private static final Pattern MESSAGE_ID = Pattern.compile("[\\x21-\\x7e]{1,200}");

  private final HttpClient http;
  private final ObjectMapper json;
  private final WahaServer server;
  private final String session;
  private final KeyWatch watch;

  WahaCalls(HttpClient http, ObjectMapper json, WahaServer server, String session, KeyWatch watch) {
    this.http = http;
    this.json = json;
    this.server = server;
    this.session = session;
    this.watch = watch;
  }

  /** This WAHA does not have the call. */
  static final class NotOffered extends RuntimeException {
    NotOffered(String reason) {
      super(reason, null, false, false);
    }
  }

  /** WAHA answered, but did not do it. */
  static final class FailedException extends IOException {

    private final int status;

    FailedException(int status) {
      super("o WAHA respondeu " + status);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** The key is refused, and there is no need to ask now. */
  static final class KeyRefused extends IOException {
    KeyRefused(String reason) {
      super(reason);
    }
  }

  /** Everything that WAHA tells about the session. */
  JsonNode session() throws IOException {
    return session(new HttpGet(url("/api/sessions/" + session)));
  }

  /** The engine of the session, in upper case; empty if WAHA does not name it. */
  String engine() throws IOException {
    JsonNode known = session(new HttpGet(url("/api/sessions/" + session)));
    return known.path("engine").path("engine").asText("").toUpperCase(Locale.ROOT);
  }

  String newMessageId() throws IOException {
    JsonNode answer = call(new HttpGet(url("/api/" + session + "/new-message-id")));
    JsonNode id = answer.path("id");
    if (!id.isTextual() || !isMessageId(id.asText())) {
      throw noAnswer();
    }
    return id.asText();
  }

  /** Whether a text can be a message id, because the id becomes a key of the outbox. */
  static boolean isMessageId(String text) {
    return MESSAGE_ID.matcher(text).matches();
  }

  /** Starts the session; WAHA answers the same if it runs already. */
  JsonNode startSession() throws IOException {
    return session(new HttpPost(url("/api/sessions/" + session + "/start")));
  }

  /** Stops the session; WAHA answers the same if it is stopped already. */
  JsonNode stopSession() throws IOException {
    return session(new HttpPost(url("/api/sessions/" + session + "/stop")));
  }

  /** Stops the session if it runs, and starts it. */
  JsonNode restartSession() throws IOException {
    return session(new HttpPost(url("/api/sessions/" + session + "/restart")));
  }

  /**
   * Makes a session.
   *
   * @param request with the key of the webhooks; nobody logs it
   */
  JsonNode createSession(JsonNode request) throws IOException {
    HttpPost post = new HttpPost(url("/api/sessions"));
    post.setEntity(
        new ByteArrayEntity(json.writeValueAsBytes(request), ContentType.APPLICATION_JSON));
    return session(post);
  }

  /** The QR code as WAHA gives it, possibly something else than a picture. */
  byte[] qrCode() throws IOException {
    HttpGet get = new HttpGet(url("/api/" + session + "/auth/qr"));
    get.setHeader("Accept", "image/png");
    return asked(get, WahaCalls::bytes);
  }

  /** A list of things of the session. */
  List<JsonNode> list(String path) throws IOException {
    JsonNode answer = get(path);
    if (!answer.isArray()) {
      throw noAnswer();
    }
    List<JsonNode> list = new ArrayList<>();
    answer.forEach(list::add);
    return list;
  }

  /** One thing of the session. */
  JsonNode get(String path) throws IOException {
    return asked(
        new HttpGet(url("/api/" + session + path)), entity -> tree(EngineJson.MAPPER, entity));
  }

  /**
   * Shows the customer that the chat was read; a failure is of no consequence.
   *
   * @param messageId the customer's last message, or null for whatever is unread
   */
  void seen(String chatId, @Nullable String messageId) {
    try {
      HttpPost post = new HttpPost(url("/api/sendSeen"));
      byte[] body = json.writeValueAsBytes(seenRequest(session, chatId, messageId));
      post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
      asked(post, WahaCalls::bytes);
    } catch (IOException | NotOffered e) {
      log.debug("WAHA did not mark a chat as seen: {}", e.getMessage());
    }
  }

  static Map<String, Object> seenRequest(
      String session, String chatId, @Nullable String messageId) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("session", session);
    request.put("chatId", chatId);
    if (messageId != null) {
      boolean whole = MessageKey.of(messageId).own() != null;
      request.put("messageIds", List.of(whole ? messageId : "false_" + chatId + "_" + messageId));
    }
    return request;
  }

  private JsonNode session(HttpUriRequestBase request) throws IOException {
    JsonNode answer = call(request);
    if (!answer.path("name").isTextual()) {
      throw noAnswer();
    }
    return answer;
  }

  /** An IOException and not NotOffered: a system in WAHA's place does not show what WAHA can do. */
  private static IOException noAnswer() {
    return new IOException(
        "a resposta não é do WAHA (uma página? um proxy?); confira o endereço do canal (WAHA_URL)");
  }

  /** The phone behind a hidden identity; empty if WhatsApp does not give it. */
  Optional<String> phoneOf(String lid) throws IOException {
    String digits = lid.replaceFirst("@.*", "");
    if (!digits.matches("\\d{1,32}")) {
      return Optional.empty();
    }
    JsonNode answer = call(new HttpGet(url("/api/" + session + "/lids/" + digits)));
    JsonNode phone = answer.path("pn");
    if (!phone.isNull() && !phone.isTextual()) {
      throw noAnswer();
    }
    return Optional.ofNullable(ChatId.phone(phone.asText(null)));
  }

  /** Reads the body of a success. */
  private interface Reading<T> {
    T read(@Nullable HttpEntity entity) throws IOException;
  }

  private JsonNode call(HttpUriRequestBase request) throws IOException {
    return asked(request, this::tree);
  }

  private <T> T asked(HttpUriRequestBase request, Reading<T> reading) throws IOException {
    if (!watch.mayAsk()) {
      throw new KeyRefused(String.valueOf(watch.trouble()));
    }
    server.place().showKey(request);
    return http.execute(request, response -> read(response, reading));
  }

  private <T> T read(ClassicHttpResponse response, Reading<T> reading) throws IOException {
    int status = response.getCode();
    HttpEntity entity = response.getEntity();
    if (KeyWatch.refuses(status) && tree(entity).isObject()) {
      watch.refused(status);
      throw new KeyRefused(KeyWatch.told(status));
    }
    if (status == 404 || status == 501) {
      if (!tree(entity).isObject()) {
        throw noAnswer();
      }
      throw new NotOffered("o WAHA respondeu " + status);
    }
    if (status / 100 != 2) {
      EntityUtils.consume(entity);
      throw new FailedException(status);
    }
    T answer = reading.read(entity);
    watch.accepted();
    return answer;
  }

  private static byte[] bytes(@Nullable HttpEntity entity) throws IOException {
    return entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
  }

  private JsonNode tree(@Nullable HttpEntity entity) throws IOException {
    return tree(json, entity);
  }

  private static JsonNode tree(ObjectMapper mapper, @Nullable HttpEntity entity)
      throws IOException {
    try {
      return mapper.readTree(bytes(entity));
    } catch (JsonProcessingException notJson) {
      // The parser's own message quotes the answer.
      throw noAnswer();
    }
  }

  private String url(String path) {
    return server.place().url() + path;
  }
}
