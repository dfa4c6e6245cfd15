package dev.recado.spine.ingress;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The parts of a webhook's path; a token may also come as the query parameter {@code token}. */
record WebhookPath(String source, @Nullable String token) {

  static WebhookPath of(HttpServletRequest request) {
    String info = withoutSlash(request.getPathInfo());
    String former = WebhookServlet.FORMER.get(request.getServletPath());
    if (former != null) {
      return new WebhookPath(
          former, info == null || info.length() < 2 ? queryToken(request) : info.substring(1));
    }
    String[] parts = (info == null ? "" : info.substring(1)).split("/", 2);
    return new WebhookPath(parts[0], parts.length > 1 ? parts[1] : queryToken(request));
  }

  /** Removes a slash at the end of a path. */
  private static @Nullable String withoutSlash(@Nullable String info) {
    return info != null && info.length() > 1 && info.endsWith("/")
        ? info.substring(0, info.length() - 1)
        : info;
  }

  private static @Nullable String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badlyEscaped) {
      return null;
    }
  }

  private static @Nullable String queryToken(HttpServletRequest request) {
    return query(request, "token");
  }

  /**
   * The address as the sender called it. A filter may have removed the slash at its end for the
   * rest of the hub, and a sender signs the address with the slash.
   */
  static String url(HttpServletRequest request) {
    ServletRequest whole = request;
    while (whole instanceof ServletRequestWrapper wrapper) {
      whole = wrapper.getRequest();
    }
    HttpServletRequest called = whole instanceof HttpServletRequest http ? http : request;
    String query = called.getQueryString();
    return called.getRequestURL() + (query == null ? "" : "?" + query);
  }

  /** Reads the raw query, because getParameter would consume the body of a form. */
  static @Nullable String query(HttpServletRequest request, String name) {
    String query = request.getQueryString();
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals >= 0 && name.equals(decoded(pair.substring(0, equals)))) {
        return decoded(pair.substring(equals + 1));
      }
    }
    return null;
  }
}
