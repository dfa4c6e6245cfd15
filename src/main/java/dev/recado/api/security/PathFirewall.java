package dev.recado.api.security;

import dev.recado.ground.web.ProblemAnswer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses ambiguous paths before anything else reads them.
 *
 * <p>Spring Security would do so later, behind filters that fail on such a path. Their error would
 * write the path, with its token, into the log.
 */
final class PathFirewall extends OncePerRequestFilter {

  private final HttpFirewall firewall;
  private final ProblemAnswer problems;

  PathFirewall(HttpFirewall firewall, ProblemAnswer problems) {
    this.firewall = firewall;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      firewall.getFirewalledRequest(request);
    } catch (RequestRejectedException ambiguous) {
      problems.write(
          response,
          HttpStatus.BAD_REQUEST,
          "The path or the method is not allowed: write the path without empty or dotted parts,"
              + " semicolons and encoded separators.");
      return;
    }
    chain.doFilter(request, response);
  }
}
