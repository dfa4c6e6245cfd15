package dev.recado.api.security;

import dev.recado.spine.ingress.Network;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The place from which a user signs in.
 *
 * @param address the address that the server sees
 * @param userAgent the name that the program gives itself, cut short, possibly empty
 */
record Caller(String address, String userAgent) {

  private static final int LONGEST = 200;

  static Caller of(HttpServletRequest request) {
    return new Caller(request.getRemoteAddr(), cut(request.getHeader("User-Agent")));
  }

  private static String cut(@Nullable String userAgent) {
    String text = userAgent == null ? "" : userAgent.replaceAll("\\p{Cntrl}", " ");
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  String network() {
    return Network.of(address);
  }
}
