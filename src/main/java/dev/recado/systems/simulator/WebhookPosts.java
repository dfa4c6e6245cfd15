package dev.recado.systems.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.process.Daemons;
import dev.recado.spine.http.Outbound;
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

/** Posts webhooks to the hub as providers do: signed, and repeated until the hub accepts them. */
final class WebhookPosts implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WebhookPosts.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int THREADS = 8;

  /** More than these wait only if the hub accepts none; they must not fill the memory. */
  private static final int MOST_UNDER_WAY = 10_000;

  private final Supplier<String> hub;
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
   * @param hub the hub's address; read for each post, because the port is known late
   */
  WebhookPosts(Supplier<String> hub, SimulatorSettings settings, Clock clock) {
    this.hub = hub;
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
  CompletableFuture<Answer> post(Posting posting) {
    if (!room.tryAcquire()) {
      if (crowded.compareAndSet(false, true)) {
        log.warn("{} simulated webhooks are waiting; the simulator refuses more", MOST_UNDER_WAY);
      }
      throw new RejectedExecutionException("Too many webhooks are waiting");
    }
    crowded.set(false);
    CompletableFuture<Answer> first = new CompletableFuture<>();
    threads.execute(() -> attempt(posting, 1, first));
    return first;
  }

  private void attempt(Posting posting, int number, CompletableFuture<Answer> first) {
    Answer answer = once(posting);
    first.complete(answer);
    boolean last = answer.taken() || number >= settings.attempts();
    if (!answer.taken() && last) {
      log.warn("The hub did not accept a simulated webhook in {} attempts; it is dropped", number);
    }
    if (last) {
      room.release();
    } else {
      threads.schedule(
          () -> attempt(posting, number + 1, first),
          settings.pause().toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  private Answer once(Posting posting) {
    try {
      return http.execute(request(posting), WebhookPosts::read);
    } catch (IOException e) {
      log.debug("The hub did not answer a simulated webhook", e);
      return new Answer(false, null);
    }
  }

  private HttpPost request(Posting posting) {
    HttpPost request = new HttpPost(hub.get() + posting.path());
    posting.headers().apply(clock.instant()).forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(posting.body(), ContentType.APPLICATION_JSON));
    return request;
  }

  private static Answer read(ClassicHttpResponse response) throws IOException {
    if (response.getCode() / 100 != 2) {
      EntityUtils.consume(response.getEntity());
      return new Answer(false, null);
    }
    byte[] body = EntityUtils.toByteArray(response.getEntity());
    return new Answer(true, event(body == null ? new byte[0] : body));
  }

  /** Meta wants a 200 and reads no body, so it need not be JSON. */
  private static @Nullable String event(byte[] body) throws IOException {
    try {
      return JSON.readTree(body).path("id").asText(null);
    } catch (JsonProcessingException noJson) {
      return null;
    }
  }

  /** Webhooks that still wait are lost, as they are when a provider ends. */
  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    http.close();
  }
}
