package dev.recado.api.security;

import dev.recado.spine.ingress.RateLimit;
import jakarta.servlet.http.HttpServletRequest;
import java.util.OptionalLong;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Counts what callers without a valid token are refused.
 *
 * <p>Only after the refusal: nobody's mistakes stand in the way of what somebody else does right,
 * and those of one kind not in the way of another (ADR 0020).
 */
public final class Strangers {

  /** What a caller without a valid token is told that asks too often. */
  public static final String TOO_MANY = "Too many requests without a valid token; come back later.";

  private final RateLimit limit;
  private final OpenPaths paths;

  Strangers(RateLimit limit, OpenPaths paths) {
    this.limit = limit;
    this.paths = paths;
  }

  /**
   * Counts a request that is refused.
   *
   * @return after how many seconds to come again, where there were too many like it; else empty
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

  /** What is open is a purpose by its first part: /auth/login, /calendar, /oauth, /swagger-ui. */
  private String purpose(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (!paths.open(request)) {
      return request.getHeader(HttpHeaders.AUTHORIZATION) == null ? "no token" : "bad token";
    }
    return path.startsWith("/auth/") ? path : path.substring(0, Math.max(1, path.indexOf('/', 1)));
  }
}
