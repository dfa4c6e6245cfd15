package dev.recado.spine.ingress;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.web.header.HeaderWriter;

/**
 * Leads webhooks past the filters of the API. Those are made for people and pages, and cost more
 * than the webhook itself.
 *
 * <p>It stands behind the filters that refuse ambiguous paths and browsers of other sites.
 */
final class WebhookDoor implements Filter {

  private final WebhookServlet servlet;
  private final HeaderWriter headers;

  WebhookDoor(WebhookServlet servlet, HeaderWriter headers) {
    this.servlet = servlet;
    this.headers = headers;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse answer
        && WebhookServlet.NAME.equals(http.getHttpServletMapping().getServletName())
        && !WebhookServlet.forPeople(http)) {
      headers.writeHeaders(http, answer);
      servlet.service(request, response);
    } else {
      chain.doFilter(request, response);
    }
  }
}
