package dev.recado.api.security;

import dev.recado.spine.ingress.RateLimit;
import jakarta.servlet.http.HttpServletRequest;
import java.util.OptionalLong;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Counts the refused requests of callers without a valid token.
 *
 * <p>It counts only after the refusal. So mistakes of one caller never block a valid request of
 * another, and mistakes of one kind never block another kind (ADR 0020).
 */
public final class Strangers {

  /** The refusal of a caller without a valid token that asks too often. */
  public static final String TOO_MANY = "Too many requests without a valid token; try again later.";

  private final RateLimit limit;
  private final OpenPaths paths;

  Strangers(RateLimit limit, OpenPaths paths) {
    this.limit = limit;
    this.paths = paths;
  }

  /**
   * Counts a refused request.
   *
   * @return the seconds to wait if there were too many such requests; empty otherwise
   */
  OptionalLong tooMany(HttpServletRequest request) {
    return known() || paths.unlimited(request)
        ? OptionalLong.empty()
        : limit.tooMany(purpose(request), request.getRemoteAddr());
  }

  private static boolean known() {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    return caller != null
        && caller.isAuthenticated()
        && !(caller instanceof AnonymousAuthenticationToken);
  }

  /**
   * The purpose of a request. Open paths are told apart by their beginning: /auth/login, /calendar,
   * /oauth, /swagger-ui.
   */
  private String purpose(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (!paths.open(request)) {
      return request.getHeader(HttpHeaders.AUTHORIZATION) == null ? "no token" : "bad token";
    }
    return path.startsWith("/auth/") ? path : path.substring(0, Math.max(1, path.indexOf('/', 1)));
  }
}
