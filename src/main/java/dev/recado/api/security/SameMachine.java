package dev.recado.api.security;

import dev.recado.ground.web.ProblemAnswer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps web pages of other sites from using a hub that trusts its own machine.
 *
 * <p>A browser on that machine lets any page post here. A page whose host name resolves to
 * 127.0.0.1 may also read. The headers {@code Origin} and {@code Sec-Fetch-Site} show the first
 * case, {@code Host} shows the second. Programs send neither {@code Origin} nor {@code
 * Sec-Fetch-Site}. A caller behind a proxy is on another machine, whatever host name the proxy asks
 * for.
 */
final class SameMachine extends OncePerRequestFilter {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OTHER_SITES = Set.of("cross-site", "same-site");
  private static final Set<String> FORWARDED =
      Set.of("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via");
  private static final String IPV6 = "0:0:0:0:0:0:0:1";
  private static final String SIMULATOR = "/simulator/";

  private final boolean everywhere;
  private final List<Pattern> unproved;
  private final ProblemAnswer problems;
  private final BiPredicate<String, String> named;

  /**
   * Checks every request, or only those to the simulator and from senders without a key.
   *
   * @param unproved the names of those senders
   * @param named whether a setting lets pages of an origin post to a path
   */
  SameMachine(
      boolean everywhere,
      Set<String> unproved,
      ProblemAnswer problems,
      BiPredicate<String, String> named) {
    this.everywhere = everywhere;
    this.unproved =
        unproved.stream()
            .map(name -> Pattern.compile("/webhooks?/" + Pattern.quote(name) + "(/.*)?"))
            .toList();
    this.problems = problems;
    this.named = named;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !everywhere && !path.startsWith(SIMULATOR) && !fromUnproved(path);
  }

  private boolean fromUnproved(String path) {
    return unproved.stream().anyMatch(sender -> sender.matcher(path).matches());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!LOOPBACK.contains(request.getServerName().toLowerCase(Locale.ROOT))) {
      refuse(request, response, "answers to localhost and 127.0.0.1 only. " + remedy(request));
    } else if (fromElsewhere(request)) {
      refuse(request, response, "refuses callers behind a proxy. " + remedy(request));
    } else if (guarded(request) && ofAnotherSite(request) && !named(request)) {
      refuse(
          request,
          response,
          "takes nothing from pages of other sites. Send the request from a program, without the"
              + " header Origin.");
    } else {
      chain.doFilter(request, response);
    }
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, String why)
      throws IOException {
    problems.write(response, HttpStatus.FORBIDDEN, what(request) + why);
  }

  private String what(HttpServletRequest request) {
    if (everywhere) {
      return "This hub runs with development secrets and ";
    }
    return simulator(request) ? "The simulator " : "A sender without a key is on this machine: it ";
  }

  private String remedy(HttpServletRequest request) {
    if (everywhere) {
      return "To open it to others, set SERVER_ADDRESS and the secrets that the start asks for.";
    }
    return simulator(request)
        ? "To write to real phones, set WAHA_URL."
        : "To take its webhooks from elsewhere, set its key, such as WAHA_HMAC_KEY.";
  }

  private static boolean simulator(HttpServletRequest request) {
    return request.getRequestURI().startsWith(SIMULATOR);
  }

  /** The address is the caller's if the proxy is trusted, and the proxy's otherwise. */
  private static boolean fromElsewhere(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    boolean here = address.startsWith("127.") || address.equals("::1") || address.equals(IPV6);
    return !here || FORWARDED.stream().anyMatch(name -> request.getHeader(name) != null);
  }

  private static boolean guarded(HttpServletRequest request) {
    return !READING.contains(request.getMethod()) || request.getRequestURI().startsWith(SIMULATOR);
  }

  private boolean named(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin != null && named.test(request.getRequestURI(), origin);
  }

  private static boolean ofAnotherSite(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return site != null && OTHER_SITES.contains(site.toLowerCase(Locale.ROOT))
        || origin != null && !own(origin, request);
  }

  /** Whether the origin has the scheme, host and port to which the request was sent. */
  private static boolean own(String origin, HttpServletRequest request) {
    URI page = uri(origin);
    return page != null
        && request.getScheme().equalsIgnoreCase(page.getScheme())
        && request.getServerName().equalsIgnoreCase(page.getHost())
        && request.getServerPort() == port(page);
  }

  private static int port(URI page) {
    if (page.getPort() != -1) {
      return page.getPort();
    }
    return "https".equalsIgnoreCase(page.getScheme()) ? 443 : 80;
  }

  private static @Nullable URI uri(String origin) {
    try {
      return URI.create(origin);
    } catch (IllegalArgumentException noAddress) {
      return null;
    }
  }
}
