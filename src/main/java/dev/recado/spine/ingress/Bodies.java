package dev.recado.spine.ingress;

import dev.recado.ground.process.Daemons;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
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

/** Reads bodies without a thread for each, and sees to it that none takes too long or too much. */
final class Bodies implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Bodies.class);

  /** What arrives within this time is no slow body, however many come at once. */
  private static final long PROMPT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long CHECK_MILLIS = 250;

  /** Bodies in chunks that threads may wait for at once. */
  private static final int CHUNKED = 8;

  /** Of them those of one network: one who is slow must not lock out the others. */
  private static final int CHUNKED_PER_NETWORK = 4;

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
   * Says what is wrong with a body before any of it is read.
   *
   * @return the refusal, or null where it may come
   */
  @Nullable Answer refusal(HttpServletRequest request) {
    return request.getContentLengthLong() > settings.limitBytes()
        ? Answer.tooLarge(settings.limit())
        : null;
  }

  /**
   * Reads a body that has arrived together with its head, as most do.
   *
   * @return null where the caller would have to be waited for
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
   * Reads a body in chunks, which waits in the calling thread.
   *
   * <p>Without a thread it would do harm: Tomcat goes on to count such a connection as idle while
   * its request is being worked on, and cuts it after the connection's time-out. Few may wait at
   * once, and none longer than a body may take.
   *
   * @throws RefusedBodyException where it is too large or too slow, or too many wait already
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
   * Reads a body that is yet to come.
   *
   * @param async of its request, begun
   * @param whole takes the body where it is complete
   * @param refused hears of a refusal before the caller does
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

  /** Drops what still comes of a request that has its answer, for a while; then it ends. */
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
    } catch (RuntimeException e) {
      log.error("Slow bodies could not be looked at", e);
    }
  }

  /** The oldest of an address may go on. */
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
