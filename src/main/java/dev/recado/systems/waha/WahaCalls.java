package dev.recado.systems.waha;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.systems.engine.ChatId;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;

/** The calls to WAHA about the session and about ids; messages do not go this way. */
final class WahaCalls {

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
  void startSession() throws IOException {
    session(new HttpPost(url("/api/sessions/" + session + "/start")));
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
    return new IOException("the answer is not from WAHA (a page? a proxy?); check WAHA_URL");
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

  private JsonNode call(HttpUriRequestBase request) throws IOException {
    if (!watch.mayAsk()) {
      throw new KeyRefused(String.valueOf(watch.trouble()));
    }
    server.place().showKey(request);
    return http.execute(request, this::read);
  }

  private JsonNode read(ClassicHttpResponse response) throws IOException {
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
      throw new NotOffered("WAHA answered " + status);
    }
    if (status / 100 != 2) {
      EntityUtils.consume(entity);
      throw new IOException("WAHA answered " + status);
    }
    JsonNode answer = tree(entity);
    watch.accepted();
    return answer;
  }

  private JsonNode tree(@Nullable HttpEntity entity) throws IOException {
    byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
    try {
      return json.readTree(body);
    } catch (JsonProcessingException notJson) {
      // The parser's own message quotes the answer.
      throw noAnswer();
    }
  }

  private String url(String path) {
    return server.place().url() + path;
  }
}
