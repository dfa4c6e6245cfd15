package dev.recado.web;

import dev.recado.ingress.RateLimit;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts what comes without a valid token, and stops those who come too often.
 *
 * <p>Stands behind the reading of the token: a request with a good one is never counted, one with a
 * bad one does not get here and is counted where it is refused.
 */
final class CallerLimit extends OncePerRequestFilter {

  private final RateLimit limit;
  private final OpenPaths paths;
  private final ProblemAnswer problems;

  CallerLimit(RateLimit limit, OpenPaths paths, ProblemAnswer problems) {
    this.limit = limit;
    this.paths = paths;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return paths.unlimited(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    boolean known = caller != null && caller.isAuthenticated();
    if (known || allows(request, response)) {
      chain.doFilter(request, response);
    }
  }

  /** Counts one request; false where it has been answered with 429. */
  boolean allows(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (limit.allows(request.getRemoteAddr())) {
      return true;
    }
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(limit.retryAfterSeconds()));
    problems.write(
        response,
        HttpStatus.TOO_MANY_REQUESTS,
        "Too many requests without a valid token; come back later.");
    return false;
  }
}
