package dev.recado.systems.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.process.Daemons;
import dev.recado.spine.http.Outbound;
import dev.recado.spine.ingress.Hmac;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts webhooks to the hub as WAHA does: signed, and repeated until the hub accepts them. */
final class WebhookPosts implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WebhookPosts.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int THREADS = 8;

  /** More than these wait only if the hub accepts none; they must not fill the memory. */
  private static final int MOST_UNDER_WAY = 10_000;

  private final Supplier<String> url;
  private final String secret;
  private final SimulatorSettings settings;
  private final Clock clock;
  private final CloseableHttpClient http = Outbound.httpClient(TIMEOUT, THREADS);
  private final AtomicBoolean crowded = new AtomicBoolean();
  private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(THREADS, Daemons.named("simulator-webhooks"));

  /**
   * Creates the connection to the hub.
   *
   * @param url where webhooks go; read for each post, because the port is known late
   * @param secret the secret of the signature
   */
  WebhookPosts(Supplier<String> url, String secret, SimulatorSettings settings, Clock clock) {
    this.url = url;
    this.secret = secret;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The hub's answer.
   *
   * @param taken whether the hub accepted the webhook
   * @param event the id of the hub's event, or null
   */
  record Answer(boolean taken, @Nullable String event) {}

  /**
   * Posts a webhook.
   *
   * @return completes with the answer to the first attempt; further attempts follow by themselves
   * @throws RejectedExecutionException if too many webhooks are waiting
   */
  CompletableFuture<Answer> post(byte[] body) {
    if (!room.tryAcquire()) {
      if (crowded.compareAndSet(false, true)) {
        log.warn("{} simulated webhooks are waiting; the simulator refuses more", MOST_UNDER_WAY);
      }
      throw new RejectedExecutionException("Too many webhooks are waiting");
    }
    crowded.set(false);
    CompletableFuture<Answer> first = new CompletableFuture<>();
    threads.execute(() -> attempt(body, 1, first));
    return first;
  }

  private void attempt(byte[] body, int number, CompletableFuture<Answer> first) {
    Answer answer = once(body);
    first.complete(answer);
    boolean last = answer.taken() || number >= settings.attempts();
    if (!answer.taken() && last) {
      log.warn("The hub did not accept a simulated webhook in {} attempts; it is dropped", number);
    }
    if (last) {
      room.release();
    } else {
      threads.schedule(
          () -> attempt(body, number + 1, first),
          settings.pause().toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  private Answer once(byte[] body) {
    try {
      return http.execute(request(body), WebhookPosts::read);
    } catch (IOException e) {
      log.debug("The hub did not answer a simulated webhook", e);
      return new Answer(false, null);
    }
  }

  private HttpPost request(byte[] body) {
    HttpPost request = new HttpPost(url.get());
    request.setHeader("User-Agent", "WAHA/simulator");
    request.setHeader("X-Webhook-Request-Id", Ulid.at(clock.instant()));
    request.setHeader("X-Webhook-Timestamp", Long.toString(clock.instant().toEpochMilli()));
    request.setHeader("X-Webhook-Hmac", Hmac.hex("HmacSHA512", secret, body));
    request.setHeader("X-Webhook-Hmac-Algorithm", "sha512");
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    return request;
  }

  private static Answer read(ClassicHttpResponse response) throws IOException {
    if (response.getCode() / 100 != 2) {
      EntityUtils.consume(response.getEntity());
      return new Answer(false, null);
    }
    byte[] body = EntityUtils.toByteArray(response.getEntity());
    JsonNode answer = JSON.readTree(body == null ? new byte[0] : body);
    return new Answer(true, answer.path("id").asText(null));
  }

  /** Webhooks that still wait are lost, as they are when a WAHA ends. */
  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    http.close();
  }
}
