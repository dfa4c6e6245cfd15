package dev.recado.ingress;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Ends a request whose caller has gone.
 *
 * <p>Else Tomcat makes a page of the error, which nobody reads, logs that it cannot, and counts the
 * request as one that still runs: the next stop of the hub would wait for it.
 */
final class EndOnError implements AsyncListener {

  private EndOnError() {}

  /** Watches over a request from now on. */
  static void of(AsyncContext async) {
    async.addListener(new EndOnError());
  }

  @Override
  public void onError(AsyncEvent event) {
    event.getAsyncContext().complete();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    // As it should be.
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    // There is none: bodies and the log have times of their own.
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Nobody begins anew.
  }
}
