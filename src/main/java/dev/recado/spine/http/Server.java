package dev.recado.spine.http;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The place that a request goes to: a scheme, a host and a port.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case
 * @param port never negative
 */
public record Server(String scheme, String host, int port) {

  /**
   * Reads the server of an address.
   *
   * @param address any
   * @return null where it is no address of the web
   */
  public static @Nullable Server of(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    String host = address.getHost();
    boolean web = scheme.equals("http") || scheme.equals("https");
    if (!web || host == null || host.isEmpty() || address.getPort() > 65_535) {
      return null;
    }
    int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
    return new Server(scheme, host.toLowerCase(Locale.ROOT), port);
  }
}
