package dev.recado.spine.ingress;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Keeps some threads for probes and webhooks, whatever everything else is waiting for.
 *
 * <p>A webhook waits for nothing while it has a thread. All others may wait for PostgreSQL, and
 * beyond their share they are told to come again.
 */
final class SpareThreads extends ValveBase {

  private final int share;
  private final AtomicInteger busy = new AtomicInteger();

  /** Lets this many threads be used by what is neither a probe nor a webhook. */
  SpareThreads(int share) {
    super(true);
    this.share = share;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (free(request)) {
      getNext().invoke(request, response);
      return;
    }
    try {
      if (busy.incrementAndGet() <= share) {
        getNext().invoke(request, response);
      } else {
        Answer.problem(503, "Try again", "The hub is busy.").after(1).to(response.getResponse());
      }
    } finally {
      busy.decrementAndGet();
    }
  }

  private static boolean free(Request request) {
    String path = request.getRequestURI();
    // A head that Tomcat could not read has none.
    return path == null
        || path.equals("/health")
        || path.startsWith("/actuator/health")
        // The hub's own sends, as many as it has senders; a phone of the simulator waits for
        // nothing.
        || path.startsWith("/simulator/")
        || WebhookServlet.takes(request);
  }
}
