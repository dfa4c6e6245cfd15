package dev.recado.spine.ingress;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Keeps some threads free for probes and webhooks, whatever the other requests wait for.
 *
 * <p>A webhook waits for nothing while it holds a thread. All other requests may wait for
 * PostgreSQL; beyond their share of threads they are told to try again.
 */
final class SpareThreads extends ValveBase {

  private final int share;
  private final AtomicInteger busy = new AtomicInteger();

  /** Lets requests that are neither probes nor webhooks use this many threads. */
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
    // A request whose head Tomcat could not read has no path.
    return path == null
        || path.equals("/health")
        || path.startsWith("/actuator/health")
        // These are the hub's own sends, no more than it has senders. A phone of the simulator
        // waits for nothing.
        || path.startsWith("/simulator/")
        || WebhookServlet.takes(request);
  }
}
