package dev.recado.spine.ingress;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Answers 400 to a request whose Content-Length is no number, or that has two.
 *
 * <p>Tomcat passes such a request on, and the code that then asks for its length gets an exception.
 */
final class BrokenLengths extends ValveBase {

  BrokenLengths() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (readable(request)) {
      getNext().invoke(request, response);
    } else {
      Answer.problem(400, "Bad request", "The Content-Length cannot be read.")
          .closing()
          .to(response.getResponse());
    }
  }

  private static boolean readable(Request request) {
    try {
      request.getContentLengthLong();
      return true;
    } catch (IllegalArgumentException severalOrNoNumber) {
      return false;
    }
  }
}
