package dev.recado.api.security;

import dev.recado.ground.process.StartupProblem;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.RemoteIpValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Believes {@code X-Forwarded-For}, {@code -Proto} and {@code -Host} of known proxies only.
 *
 * <p>The caller is the rightmost address that is no known proxy. The caller may have written the
 * addresses left of it.
 */
final class TrustedProxies extends RemoteIpValve {

  private static final Logger log = LoggerFactory.getLogger(TrustedProxies.class);
  private static final String FOR = "X-Forwarded-For";
  private static final String FORWARDED_PORT = "X-Forwarded-Port";

  /** A whole address: Java would also take {@code 10.0.0} for one. */
  private static final Pattern WHOLE =
      Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(/\\d{1,3})?");

  /** Some gateways write the caller's port after the address. */
  private static final Pattern PORT =
      Pattern.compile("^(?:(\\d{1,3}(?:\\.\\d{1,3}){3})|\\[([0-9a-fA-F:.]+)])(?::\\d{1,5})?$");

  private static final Pattern HOST_PORT = Pattern.compile("[^,:\\[\\]]+:(\\d{1,5})");

  private final List<IpAddressMatcher> proxies;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * Creates the valve.
   *
   * @param proxies addresses or networks (CIDR) of IPv4 or IPv6, with commas between them
   * @throws StartupProblem if one of them is neither
   */
  TrustedProxies(String proxies) {
    this.proxies =
        Stream.of(proxies.split(","))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(TrustedProxies::network)
            .toList();
    setHostHeader("X-Forwarded-Host");
    setPortHeader(FORWARDED_PORT);
    setRemoteIpHeader(FOR);
    // Tomcat's own check is not needed: by then this class has decided which proxy to believe, CIDR
    // included.
    setInternalProxies(".*");
    setRequestAttributesEnabled(false);
  }

  private static IpAddressMatcher network(String text) {
    try {
      if (WHOLE.matcher(text).matches()) {
        return new IpAddressMatcher(text);
      }
    } catch (IllegalArgumentException e) {
      throw noNetwork(e);
    }
    throw noNetwork(null);
  }

  private static StartupProblem noNetwork(@Nullable Exception why) {
    return new StartupProblem(
        "TRUSTED_PROXIES holds something that is neither an address nor a network.",
        "Set TRUSTED_PROXIES to addresses or networks such as 10.0.0.5, 10.0.0.0/8 or fd00::/8,"
            + " with commas between them.",
        why);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (trusted(request.getRemoteAddr())) {
      keepCaller(request);
      super.invoke(request, response);
    } else {
      tellOnce(request);
      getNext().invoke(request, response);
    }
  }

  /** Warns once about an unknown proxy: all callers behind it share its rate limits. */
  private void tellOnce(Request request) {
    if (request.getHeader(FOR) != null && told.compareAndSet(false, true)) {
      log.warn(
          "{} sends forwarding headers, and is not a trusted proxy. If it is your proxy, add it to"
              + " TRUSTED_PROXIES",
          request.getRemoteAddr());
    }
  }

  /** Leaves only the caller's address in the header. */
  private void keepCaller(Request request) {
    List<String> hops = hops(Collections.list(request.getHeaders(FOR)));
    keepPort(request);
    String caller = caller(hops);
    if (caller == null) {
      request.getCoyoteRequest().getMimeHeaders().removeHeader(FOR);
    } else {
      request.getCoyoteRequest().getMimeHeaders().setValue(FOR).setString(caller);
    }
  }

  /** Tomcat keeps only the name of a forwarded host that has a port, so the port is kept here. */
  private static void keepPort(Request request) {
    String host = request.getHeader("X-Forwarded-Host");
    Matcher port = host == null ? null : HOST_PORT.matcher(host);
    if (port != null && port.matches() && request.getHeader(FORWARDED_PORT) == null) {
      request.getCoyoteRequest().getMimeHeaders().setValue(FORWARDED_PORT).setString(port.group(1));
    }
  }

  static List<String> hops(List<String> lines) {
    return lines.stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(hop -> PORT.matcher(hop.strip()).replaceFirst("$1$2"))
        .toList();
  }

  /** Returns null if only the proxy itself is known. */
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
