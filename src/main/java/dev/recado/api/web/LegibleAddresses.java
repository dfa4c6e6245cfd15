package dev.recado.api.web;

import dev.recado.api.security.OpenPaths;
import dev.recado.ground.web.ProblemAnswer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses addresses with texts that the hub could not store, and names the parameter.
 *
 * <p>The container would drop such a parameter or replace its characters, and a search without its
 * filter finds everything.
 */
final class LegibleAddresses extends OncePerRequestFilter {

  private static final int LONGEST_NAME = 50;

  private final ProblemAnswer problems;

  LegibleAddresses(ProblemAnswer problems) {
    this.problems = problems;
  }

  /** Webhooks are taken as they come. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return OpenPaths.webhook(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String wrong = wrong(request.getRequestURI(), request.getQueryString());
    if (wrong == null) {
      chain.doFilter(request, response);
    } else {
      problems.write(response, HttpStatus.BAD_REQUEST, wrong);
    }
  }

  /** Returns what is wrong with an address, or null. */
  static @Nullable String wrong(String path, @Nullable String query) {
    // A plus in a path is a plus. Only in a query is it a blank.
    String wrong = Legible.wrongEscaped(path);
    if (wrong != null) {
      return "The path " + wrong + ".";
    }
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&")) {
      int end = pair.indexOf('=');
      String name = end < 0 ? pair : pair.substring(0, end);
      if (Legible.wrongEscaped(name) != null) {
        return "The name of a parameter " + Legible.wrongEscaped(name) + ".";
      }
      wrong = end < 0 ? null : Legible.wrongEscaped(pair.substring(end + 1));
      if (wrong != null) {
        return "The parameter '" + cut(name) + "' " + wrong + ".";
      }
    }
    return null;
  }

  private static String cut(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
  }
}
