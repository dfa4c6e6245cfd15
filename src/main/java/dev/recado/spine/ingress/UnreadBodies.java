package dev.recado.spine.ingress;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Lets no thread wait for the rest of a body that the hub will not read.
 *
 * <p>Tomcat reads the rest of an answered request in the thread that answered it, and waits for
 * each byte. The hub instead drops the rest as it comes for a while, and then closes the
 * connection.
 */
final class UnreadBodies extends ValveBase {

  private static final String ABANDON = UnreadBodies.class.getName();
  private static final String ARRIVED = ABANDON + ".arrived";

  private final Bodies bodies;

  UnreadBodies(Bodies bodies) {
    super(true);
    this.bodies = bodies;
  }

  /** Marks a request: its connection closes after the answer, and its body stays unread. */
  static void abandon(ServletRequest request) {
    if (request.getAttribute(ABANDON) instanceof Runnable close) {
      close.run();
    }
  }

  /**
   * Counts the bytes of a body that came together with its head. The container's own stream only
   * says whether there are any.
   */
  static int arrived(ServletRequest request) {
    return request.getAttribute(ARRIVED) instanceof Integer bytes ? bytes : 0;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    boolean body = Bodies.hasBody(request);
    if (body) {
      Runnable close = () -> close(request, response);
      request.setAttribute(ABANDON, close);
      request.getCoyoteRequest().action(ActionCode.AVAILABLE, Boolean.FALSE);
      request.setAttribute(ARRIVED, request.getCoyoteRequest().getAvailable());
    }
    getNext().invoke(request, response);
    if (body && !request.isAsync() && unread(request)) {
      end(request, response);
    }
  }

  /** Tomcat counts this as an error, but it needs no report. */
  private static void close(Request request, Response response) {
    request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    response.setErrorReported();
  }

  /** Reads what has arrived already: the usual small body of a refused request. */
  private static boolean unread(Request request) throws IOException {
    if (request.isFinished()) {
      return false;
    }
    long length = request.getContentLengthLong();
    ServletInputStream in = request.getInputStream();
    if (length > 0 && arrived(request) >= length) {
      in.skipNBytes(length);
    }
    return !request.isFinished();
  }

  private void end(Request request, Response response) throws IOException {
    if (response.isCommitted()) {
      // It is too late for the header, so the connection closes at once.
      abandon(request);
      return;
    }
    response.setHeader("Connection", "close");
    response.finishResponse();
    if (request.getContentLengthLong() >= 0) {
      // The answer's header closes the connection. Tomcat would wait only for a chunked body to its
      // end.
      request.removeAttribute(ABANDON);
    }
    request.setAsyncSupported(true);
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    bodies.drop(async);
  }
}
