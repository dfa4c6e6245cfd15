package dev.recado.systems.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.recado.SettableClock;
import dev.recado.spine.ingress.Hmac;
import dev.recado.systems.simulator.WebhookPosts.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookPostsTest {

  private static final byte[] BODY = "{\"event\":\"message\"}".getBytes(StandardCharsets.UTF_8);
  private static final String SECRET = "a secret";
  private static final Posting POSTING = Posting.waha(SECRET, BODY);

  /** A post that reached the hub. */
  private record Posted(String body, String signature) {}

  private final List<Posted> posted = new CopyOnWriteArrayList<>();
  private final Queue<Integer> statuses = new ArrayDeque<>();
  private final HttpServer hub = hub();

  @BeforeEach
  void start() {
    hub.createContext("/webhooks/waha", this::answer);
    hub.start();
  }

  @AfterEach
  void stop() {
    hub.stop(0);
  }

  private static HttpServer hub() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    posted.add(new Posted(body, exchange.getRequestHeaders().getFirst("X-Webhook-Hmac")));
    Integer status = statuses.poll();
    byte[] answer = "{\"id\": \"an event\"}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status == null ? 202 : status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Test
  void anAcceptedWebhookIsPostedOnceAndSigned() throws IOException {
    try (WebhookPosts posts = posts(15)) {
      assertThat(posts.post(POSTING).join()).isEqualTo(new Answer(true, "an event"));
      assertThat(posted)
          .containsExactly(
              new Posted(
                  new String(BODY, StandardCharsets.UTF_8), Hmac.hex("HmacSHA512", SECRET, BODY)));
    }
  }

  @Test
  void aRefusedWebhookIsRepeatedUnchangedUntilItIsAccepted() throws IOException {
    statuses.addAll(List.of(503, 401, 500));
    try (WebhookPosts posts = posts(15)) {
      assertThat(posts.post(POSTING).join()).isEqualTo(new Answer(false, null));
      await().atMost(Duration.ofSeconds(20)).until(() -> posted.size() == 4);
      assertThat(posted.stream().distinct()).hasSize(1);
      // A later webhook is accepted at once: no state of the first is left.
      assertThat(posts.post(POSTING).join().taken()).isTrue();
      assertThat(posted).hasSize(5);
    }
  }

  @Test
  void aWebhookIsDroppedAfterTheLastAttempt() throws IOException {
    statuses.addAll(List.of(503, 503, 503));
    try (WebhookPosts posts = posts(3)) {
      assertThat(posts.post(POSTING).join().taken()).isFalse();
      await().atMost(Duration.ofSeconds(20)).until(() -> posted.size() == 3);
      assertThat(posts.post(POSTING).join().taken()).isTrue();
      assertThat(posted).hasSize(4);
    }
  }

  @Test
  void aHubThatIsAwayDoesNotFailTheCaller() throws IOException {
    stop();
    try (WebhookPosts posts = posts(1)) {
      assertThat(posts.post(POSTING).join()).isEqualTo(new Answer(false, null));
    }
  }

  private WebhookPosts posts(int attempts) {
    String url = "http://127.0.0.1:" + hub.getAddress().getPort();
    return new WebhookPosts(
        () -> url,
        new SimulatorSettings(attempts, Duration.ofMillis(1)),
        new SettableClock(Instant.parse("2026-11-21T12:00:00Z")));
  }
}
