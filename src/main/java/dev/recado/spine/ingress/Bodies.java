package dev.recado.spine.ingress;

import dev.recado.ground.process.Daemons;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads request bodies without a thread for each, and refuses those that take too long or too much.
 */
final class Bodies implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Bodies.class);

  /** A body that arrives within this time is not slow, however many come at once. */
  private static final long PROMPT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long CHECK_MILLIS = 250;

  /** How many chunked bodies threads may wait for at the same time. */
  private static final int CHUNKED = 8;

  /** How many of them may come from one network: one slow caller must not lock out the others. */
  private static final int CHUNKED_PER_NETWORK = 4;

  /** How much of the memory the bodies that have not arrived yet may hold. */
  private static final int SHARE_OF_MEMORY = 8;

  private static final Duration COME_AGAIN = Duration.ofSeconds(5);

  private final long memory = Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY;
  private final BodySettings settings;
  private final Semaphore chunked = new Semaphore(CHUNKED);
  private final Map<String, Integer> waiting = new ConcurrentHashMap<>();
  private final Set<IncomingBody> incoming = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock;

  Bodies(BodySettings settings) {
    this.settings = settings;
    this.clock = Executors.newSingleThreadScheduledExecutor(Daemons.named("body-limits"));
    clock.scheduleWithFixedDelay(this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  /**
   * Checks a body before any of it is read.
   *
   * @return the refusal, or null if the body may come
   */
  @Nullable Answer refusal(HttpServletRequest request) {
    return request.getContentLengthLong() > settings.limitBytes()
        ? Answer.tooLarge(settings.limit())
        : null;
  }

  /**
   * Reads a body that has arrived together with its head, as most do.
   *
   * @return the body, or null if the hub would have to wait for the caller
   */
  byte @Nullable [] arrived(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    if (!hasBody(request)) {
      return new byte[0];
    }
    return length > 0 && UnreadBodies.arrived(request) >= length
        ? request.getInputStream().readNBytes((int) length)
        : null;
  }

  /**
   * Reads a chunked body and waits for it in the calling thread.
   *
   * <p>Reading it without a thread would do harm: Tomcat goes on counting such a connection as idle
   * while the hub works on its request, and closes it after the connection's timeout. Only a few
   * threads may wait at once, and none longer than a body may take.
   *
   * @throws RefusedBodyException if it is too large or too slow, or too many threads wait already
   */
  byte[] inChunks(HttpServletRequest request) throws IOException, RefusedBodyException {
    String network = Network.of(request.getRemoteAddr());
    if (waiting.merge(network, 1, Integer::sum) > CHUNKED_PER_NETWORK || !chunked.tryAcquire()) {
      leave(network);
      throw new RefusedBodyException(Answer.tooManyUnfinished());
    }
    try {
      return chunks(request.getInputStream());
    } catch (SocketTimeoutException e) {
      throw new RefusedBodyException(Answer.tooSlow());
    } finally {
      chunked.release();
      leave(network);
    }
  }

  private void leave(String network) {
    waiting.computeIfPresent(network, (who, count) -> count > 1 ? count - 1 : null);
  }

  private byte[] chunks(ServletInputStream in) throws IOException, RefusedBodyException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[8 * 1024];
    long begun = System.nanoTime();
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      bytes.write(chunk, 0, count);
      if (bytes.size() > settings.limitBytes()) {
        throw new RefusedBodyException(Answer.tooLarge(settings.limit()));
      }
      if (settings.tooSlow(System.nanoTime() - begun, bytes.size())) {
        throw new RefusedBodyException(Answer.tooSlow());
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a body that has not arrived yet.
   *
   * @param async the asynchronous context of its request, started
   * @param whole takes the complete body
   * @param refused is given a refusal before the caller gets it
   */
  void read(AsyncContext async, Consumer<byte[]> whole, Consumer<Answer> refused)
      throws IOException {
    HttpServletRequest request = (HttpServletRequest) async.getRequest();
    IncomingBody[] self = new IncomingBody[1];
    IncomingBody body =
        new IncomingBody(
            async,
            request.getInputStream(),
            Network.of(request.getRemoteAddr()),
            settings,
            whole,
            answer -> {
              refused.accept(answer);
              answer.send(async, self[0]::answered);
            },
            () -> incoming.remove(self[0]));
    self[0] = body;
    incoming.add(body);
    async.addListener(new BrokenOff());
    body.begin();
  }

  /** Drops the rest of a request that has its answer for a while, then ends the request. */
  void drop(AsyncContext async) throws IOException {
    HttpServletRequest request = (HttpServletRequest) async.getRequest();
    IncomingBody[] self = new IncomingBody[1];
    IncomingBody body =
        new IncomingBody(
            async,
            request.getInputStream(),
            Network.of(request.getRemoteAddr()),
            settings,
            nobody -> {},
            nobody -> {},
            () -> incoming.remove(self[0]));
    self[0] = body;
    incoming.add(body);
    async.addListener(new BrokenOff());
    body.beginDropping();
  }

  private void check() {
    try {
      incoming.forEach(IncomingBody::check);
      refuseBeyondTheLimit();
      refuseBeyondTheMemory();
    } catch (RuntimeException e) {
      log.error("Could not check for slow request bodies", e);
    }
  }

  /** The oldest bodies may go on; the others may come again. */
  private void refuseBeyondTheMemory() {
    long[] held = {0};
    incoming.stream()
        .filter(IncomingBody::waiting)
        .sorted(Comparator.comparingLong(IncomingBody::ageNanos).reversed())
        .forEach(
            body -> {
              held[0] += body.size();
              if (held[0] > memory) {
                body.refuse(Answer.tryAgain(COME_AGAIN));
              }
            });
  }

  /** The oldest bodies of an address may go on. */
  private void refuseBeyondTheLimit() {
    Map<String, Integer> counts = new HashMap<>();
    incoming.stream()
        .filter(body -> body.waiting() && body.ageNanos() > PROMPT_NANOS)
        .sorted(Comparator.comparingLong(IncomingBody::ageNanos).reversed())
        .forEach(
            body -> {
              if (counts.merge(body.address(), 1, Integer::sum) > settings.unfinishedPerAddress()) {
                body.refuse(Answer.tooManyUnfinished());
              }
            });
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
