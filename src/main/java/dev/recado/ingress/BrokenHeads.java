package dev.recado.ingress;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Answers a request whose head Tomcat has found to be wrong, such as one with two lengths.
 *
 * <p>Tomcat passes it on all the same, and whoever then asks for its length gets an exception.
 */
final class BrokenHeads extends ValveBase {

  BrokenHeads() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    int status = response.getStatus();
    if (status < 400) {
      getNext().invoke(request, response);
      return;
    }
    Answer.problem(status, "Bad request", "The head of the request cannot be read.")
        .closing()
        .to(response.getResponse());
  }
}
