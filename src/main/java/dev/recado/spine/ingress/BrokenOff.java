package dev.recado.spine.ingress;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a request whose connection broke while no thread worked on it.
 *
 * <p>Tomcat would try to send an error page to a caller that is gone, and log that it cannot.
 */
final class BrokenOff implements AsyncListener {

  private static final Logger log = LoggerFactory.getLogger(BrokenOff.class);

  @Override
  public void onError(AsyncEvent event) {
    try {
      event.getAsyncContext().complete();
    } catch (IllegalStateException ended) {
      log.debug("A broken request had ended already", ended);
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
