package dev.recado.waha;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** The calls to WAHA that are no message: about the session and about ids. */
final class WahaCalls {

  private final HttpClient http;
  private final ObjectMapper json;
  private final Environment environment;
  private final WahaSettings settings;
  private volatile @Nullable String baseUrl;
  private volatile @Nullable String key;

  WahaCalls(HttpClient http, ObjectMapper json, Environment environment, WahaSettings settings) {
    this.http = http;
    this.json = json;
    this.environment = environment;
    this.settings = settings;
  }

  /** This WAHA does not offer the call. */
  static final class NotOffered extends RuntimeException {
    NotOffered(String reason) {
      super(reason, null, false, false);
    }
  }

  /** The engine of the session, upper case; empty where WAHA does not tell. */
  String engine() throws IOException {
    JsonNode session = call(new HttpGet(url("/api/sessions/" + settings.session())));
    return session.path("engine").path("engine").asText("").toUpperCase(Locale.ROOT);
  }

  String newMessageId() throws IOException {
    JsonNode answer = call(new HttpGet(url("/api/" + settings.session() + "/new-message-id")));
    String id = answer.path("id").asText("");
    if (id.isEmpty()) {
      throw new NotOffered("the answer held no id");
    }
    return id;
  }

  /** Starts the session; WAHA answers the same where it runs already. */
  void startSession() throws IOException {
    call(new HttpPost(url("/api/sessions/" + settings.session() + "/start")));
  }

  /** The phone behind a hidden identity; empty where WhatsApp does not tell it. */
  Optional<String> phoneOf(String lid) throws IOException {
    String digits = lid.replaceFirst("@.*", "");
    if (!digits.matches("\\d{1,32}")) {
      return Optional.empty();
    }
    JsonNode answer = call(new HttpGet(url("/api/" + settings.session() + "/lids/" + digits)));
    return Optional.ofNullable(ChatId.phone(answer.path("pn").asText(null)));
  }

  private JsonNode call(HttpUriRequestBase request) throws IOException {
    request.setHeader("X-Api-Key", key());
    return http.execute(request, this::read);
  }

  private JsonNode read(ClassicHttpResponse response) throws IOException {
    int status = response.getCode();
    HttpEntity entity = response.getEntity();
    if (status == 404 || status == 501) {
      EntityUtils.consume(entity);
      throw new NotOffered("WAHA answered " + status);
    }
    if (status / 100 != 2) {
      EntityUtils.consume(entity);
      throw new IOException("WAHA answered " + status);
    }
    byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
    return json.readTree(
        body.length == 0 ? "{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII) : body);
  }

  private String url(String path) {
    String known = baseUrl;
    if (known == null) {
      // Not in the constructor: the simulator's port is known once the web server runs.
      known = environment.getRequiredProperty(WahaAddress.BASE_URL);
      baseUrl = known;
    }
    return known + path;
  }

  private String key() {
    String known = key;
    if (known == null) {
      known = environment.getRequiredProperty(WahaAddress.KEY);
      key = known;
    }
    return known;
  }
}
