package dev.recado.spine.http;

import dev.recado.ground.process.Daemons;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChain.Scope;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Limits the answers to every HTTP client of the hub: 2 MB, and the call's response timeout for the
 * whole answer. The client for files has limits of its own.
 *
 * <p>Apache's client by itself takes a body of any length, and its timeouts apply to each read: a
 * server that sends a byte now and then could hold its caller forever. The handler is the outermost
 * in the chain, so that the limit counts the body after decompression.
 */
final class AnswerLimits implements ExecChainHandler {

  /** Far more than any answer that the hub asks for, and little of its memory. */
  static final long MOST_BYTES = 2 * 1024 * 1024;

  private static final Duration WITHOUT_TIMEOUT = Duration.ofSeconds(60);

  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final long most;
  private final @Nullable Duration whole;

  private AnswerLimits(long most, @Nullable Duration whole) {
    this.most = most;
    this.whole = whole;
  }

  /** Adds the limits to a client. */
  static void putInto(HttpClientBuilder client) {
    client.addExecInterceptorFirst("answer-limits", new AnswerLimits(MOST_BYTES, null));
  }

  /**
   * Adds other limits to a client.
   *
   * @param most the longest body in bytes
   * @param whole the time for the whole answer, however long each read may take
   */
  static void putInto(HttpClientBuilder client, long most, Duration whole) {
    client.addExecInterceptorFirst("answer-limits", new AnswerLimits(most, whole));
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(1, Daemons.named("http-answer-limits"));
    // Nearly all calls end in time.
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  @Override
  public ClassicHttpResponse execute(ClassicHttpRequest request, Scope scope, ExecChain chain)
      throws IOException, HttpException {
    LimitedCall call = new LimitedCall(scope, whole == null ? within(scope) : whole, CLOCK);
    try {
      ClassicHttpResponse response = chain.proceed(request, scope);
      HttpEntity entity = response.getEntity();
      if (entity == null) {
        call.end();
      } else {
        response.setEntity(new LimitedEntity(entity, call, most));
      }
      return response;
    } catch (IOException e) {
      throw call.failed(e);
    } catch (HttpException | RuntimeException e) {
      call.end();
      throw e;
    }
  }

  private static Duration within(Scope scope) {
    Timeout timeout = scope.clientContext.getRequestConfigOrDefault().getResponseTimeout();
    return timeout == null || timeout.isDisabled() ? WITHOUT_TIMEOUT : timeout.toDuration();
  }
}
