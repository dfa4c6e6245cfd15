package dev.recado.spine.http;

import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Follows a redirect, where an author wants that, only on the same host: the request may carry
 * secrets, which Apache's own rule knows only by the names of two headers.
 */
final class SameHost extends DefaultRedirectStrategy {

  @Override
  public boolean isRedirectAllowed(
      HttpHost from, HttpHost to, HttpRequest redirect, HttpContext context) {
    return from.equals(to);
  }
}
