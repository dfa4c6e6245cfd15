package dev.recado.web;

import dev.recado.startup.StartupProblem;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.RemoteIpValve;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Believes {@code X-Forwarded-For}, {@code -Proto} and {@code -Host} of known proxies, and of
 * nobody else.
 *
 * <p>The caller is the rightmost address that is not a proxy of ours: what stands left of it was
 * written by the caller himself.
 */
final class TrustedProxies extends RemoteIpValve {

  private static final String FOR = "X-Forwarded-For";

  private final List<IpAddressMatcher> proxies;

  /**
   * Makes the valve.
   *
   * @param proxies addresses or networks (CIDR) of IPv4 or IPv6, with commas between them
   * @throws StartupProblem where one of them is neither
   */
  TrustedProxies(String proxies) {
    this.proxies =
        Stream.of(proxies.split(","))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(TrustedProxies::network)
            .toList();
    setHostHeader("X-Forwarded-Host");
    setRemoteIpHeader(FOR);
    // Whom to believe has been decided when Tomcat's part is asked, CIDR and all.
    setInternalProxies(".*");
    setRequestAttributesEnabled(false);
  }

  private static IpAddressMatcher network(String text) {
    try {
      return new IpAddressMatcher(text);
    } catch (IllegalArgumentException e) {
      throw new StartupProblem(
          "TRUSTED_PROXIES holds '" + text + "', which is neither an address nor a network.",
          "Set TRUSTED_PROXIES to addresses or networks such as 10.0.0.5, 10.0.0.0/8 or fd00::/8,"
              + " with commas between them.",
          e);
    }
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (trusted(request.getRemoteAddr())) {
      keepCaller(request);
      super.invoke(request, response);
    } else {
      getNext().invoke(request, response);
    }
  }

  /** Leaves one address in the header: the caller's. */
  private void keepCaller(Request request) {
    List<String> hops =
        Collections.list(request.getHeaders(FOR)).stream()
            .flatMap(line -> Arrays.stream(line.split(",")))
            .map(String::strip)
            .toList();
    String caller = caller(hops);
    if (caller == null) {
      request.getCoyoteRequest().getMimeHeaders().removeHeader(FOR);
    } else {
      request.getCoyoteRequest().getMimeHeaders().setValue(FOR).setString(caller);
    }
  }

  /** Null where the proxy itself is all that is known. */
  @Nullable String caller(List<String> hops) {
    String caller = null;
    for (int i = hops.size() - 1; i >= 0; i--) {
      String hop = hops.get(i);
      if (!address(hop)) {
        return caller;
      }
      caller = hop;
      if (!trusted(hop)) {
        return caller;
      }
    }
    return caller;
  }

  private static boolean address(String text) {
    try {
      return new IpAddressMatcher(text).matches(text);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private boolean trusted(String address) {
    return proxies.stream().anyMatch(proxy -> proxy.matches(address));
  }
}
