package dev.recado.spine.ingress;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gathers the body of every request that is no webhook, so that its reader never waits.
 *
 * <p>The hub waits for a body without holding a thread, then dispatches the request with its bytes.
 * Only for a chunked body does the thread of the request wait.
 */
final class BodyFilter extends OncePerRequestFilter {

  private final Bodies bodies;

  BodyFilter(Bodies bodies) {
    this.bodies = bodies;
  }

  /** The webhook servlet reads the body itself, after it has seen the token. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !Bodies.hasBody(request) || WebhookServlet.takes(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Answer refusal = bodies.refusal(request);
    if (refusal != null) {
      refusal.to(response);
      return;
    }
    byte[] arrived;
    try {
      arrived =
          request.getContentLengthLong() < 0 ? bodies.inChunks(request) : bodies.arrived(request);
    } catch (RefusedBodyException e) {
      e.answer().closing().to(response);
      return;
    }
    if (arrived == null) {
      await(request, response);
    } else {
      chain.doFilter(new GatheredRequest(request).with(arrived), response);
    }
  }

  private void await(HttpServletRequest request, HttpServletResponse response) throws IOException {
    GatheredRequest gathered = new GatheredRequest(request);
    AsyncContext async = request.startAsync(gathered, response);
    async.setTimeout(0);
    bodies.read(
        async,
        body -> {
          gathered.with(body);
          async.dispatch();
        },
        answer -> {});
  }
}
