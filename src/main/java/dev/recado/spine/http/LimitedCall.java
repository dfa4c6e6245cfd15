package dev.recado.spine.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain.Scope;
import org.apache.hc.core5.concurrent.Cancellable;

/** A call that is cut off when its time is over, at any stage. */
final class LimitedCall {

  private final Scope scope;
  private final Duration within;
  private final Future<?> end;
  private volatile boolean late;

  LimitedCall(Scope scope, Duration within, ScheduledExecutorService clock) {
    this.scope = scope;
    this.within = within;
    this.end = clock.schedule(this::late, within.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void late() {
    late = true;
    cutOff();
  }

  /** Stops the clock of this call. */
  void end() {
    end.cancel(false);
  }

  /**
   * Closes the connection. The rest of the answer is not read, and the connection is not used
   * again.
   */
  void cutOff() {
    end();
    if (scope.originalRequest instanceof Cancellable request) {
      request.cancel();
    } else {
      scope.execRuntime.discardEndpoint();
    }
  }

  /** Ends the call and returns why it failed. */
  IOException failed(IOException failure) {
    end();
    return late
        ? AnswerLimitException.late(
            "The other system gave no complete answer within %d ms".formatted(within.toMillis()),
            failure)
        : failure;
  }
}
