package dev.recado.spine.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.flow.NoTokenException;
import dev.recado.spine.outbox.Failures;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.jspecify.annotations.Nullable;

/**
 * A token of OAuth 2 for this hub itself (client credentials, RFC 6749, section 4.4).
 *
 * <p>It is kept until shortly before its end, and asked for once, however many flows need it.
 */
final class OAuthToken implements Credential {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** So that a token does not end on its way. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** The shortest time that servers give, where one does not say how long. */
  private static final Duration UNKNOWN = Duration.ofMinutes(5);

  /** Some servers say a length that no calendar holds. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final HttpSettings.OAuth settings;
  private final Clock clock;
  private final CloseableHttpClient client = Outbound.httpClient(TIMEOUT, 2);
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Token token;

  /** The token before; a request that was sent with it may still be under way. */
  private volatile @Nullable String former;

  /** Guarded by the lock. */
  private @Nullable Refusal refusal;

  private record Token(String text, Instant until) {}

  private record Refusal(NoTokenException why, Instant at) {}

  OAuthToken(String name, HttpSettings.OAuth settings, Clock clock) {
    this.name = name;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String addTo(ClassicHttpRequest request) throws IOException {
    String current = current();
    request.setHeader("Authorization", "Bearer " + current);
    return current;
  }

  @Override
  public boolean renewed(String sent) {
    asking.lock();
    try {
      Token now = token;
      if (now != null && now.text.equals(sent)) {
        token = null;
        former = sent;
      }
      return true;
    } finally {
      asking.unlock();
    }
  }

  @Override
  public Stream<String> secrets() {
    Token now = token;
    return Stream.of(settings.clientSecret(), now == null ? null : now.text, former)
        .flatMap(Stream::ofNullable);
  }

  /** Gives the token, and asks for one if there is none. */
  String current() throws IOException {
    Token now = token;
    if (now != null && fresh(now)) {
      return now.text;
    }
    Instant since = clock.instant();
    asking.lock();
    try {
      now = token;
      return now != null && fresh(now) ? now.text : asked(since).text;
    } finally {
      asking.unlock();
    }
  }

  /**
   * Asks for a token.
   *
   * @param since when this call began to wait; if another one has been refused after that, this one
   *     is too. Otherwise all waiting flows would wait for the time-out of a silent server, one
   *     after another
   */
  private Token asked(Instant since) throws IOException {
    Refusal last = refusal;
    if (last != null && last.at.isAfter(since)) {
      throw last.why;
    }
    try {
      Token given = asked();
      former = token == null ? former : token.text;
      token = given;
      return given;
    } catch (IOException e) {
      NoTokenException none = none(e);
      refusal = new Refusal(none, clock.instant());
      throw none;
    }
  }

  private NoTokenException none(IOException e) {
    return e instanceof NoTokenException none
        ? none
        : new NoTokenException(
            "%s não responde ao pedido de token da credencial '%s': %s"
                .formatted(host(), name, Failures.reason(e)),
            e);
  }

  private String host() {
    return URI.create(settings.tokenUrl()).getAuthority();
  }

  private boolean fresh(Token token) {
    return clock.instant().isBefore(token.until);
  }

  private Token asked() throws IOException {
    HttpPost post = new HttpPost(settings.tokenUrl());
    List<NameValuePair> form = new ArrayList<>();
    form.add(new BasicNameValuePair("grant_type", "client_credentials"));
    String scope = settings.scope();
    if (scope != null && !scope.isBlank()) {
      form.add(new BasicNameValuePair("scope", scope.strip()));
    }
    if (settings.secretIn().equals("body")) {
      form.add(new BasicNameValuePair("client_id", settings.clientId()));
      form.add(new BasicNameValuePair("client_secret", settings.clientSecret()));
    } else {
      post.setHeader("Authorization", "Basic " + basic());
    }
    post.setHeader("Accept", "application/json");
    post.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
    return client.execute(post, this::read);
  }

  /** RFC 6749 has both parts encoded like a form. */
  private String basic() {
    String both = encoded(settings.clientId()) + ":" + encoded(settings.clientSecret());
    return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Token read(ClassicHttpResponse answer) throws IOException {
    if (answer.getCode() != 200) {
      EntityUtils.consume(answer.getEntity());
      throw new NoTokenException(
          "%s respondeu %d ao pedido de token da credencial '%s': confira recado.http.oauth.%s"
              .formatted(host(), answer.getCode(), name, name),
          null);
    }
    JsonNode json = json(EntityUtils.toByteArray(answer.getEntity()));
    double said =
        json.hasNonNull("expires_in")
            ? json.get("expires_in").asDouble(UNKNOWN.toSeconds())
            : UNKNOWN.toSeconds();
    Duration lasts = Duration.ofSeconds((long) Math.max(0, Math.min(said, LONGEST.toSeconds())));
    // A token for a few seconds is used for half of them.
    Duration margin = lasts.dividedBy(2).compareTo(MARGIN) < 0 ? lasts.dividedBy(2) : MARGIN;
    return new Token(json.get("access_token").asText(), clock.instant().plus(lasts.minus(margin)));
  }

  /** The failure has no cause: the parser's message would show a part of the answer. */
  private JsonNode json(byte[] answer) throws NoTokenException {
    try {
      JsonNode json = JSON.readTree(answer);
      if (json.hasNonNull("access_token") && !json.get("access_token").asText().isBlank()) {
        return json;
      }
    } catch (IOException notJson) {
      // Told below, as every answer without a token.
    }
    throw new NoTokenException(
        "%s não deu um token à credencial '%s' (access_token): confira recado.http.oauth.%s"
            .formatted(host(), name, name),
        null);
  }

  /** Leaves out the secret and the token. */
  @Override
  public String toString() {
    return "OAuthToken[" + name + "]";
  }
}
