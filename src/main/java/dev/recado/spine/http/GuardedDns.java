package dev.recado.spine.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves only names of the public internet.
 *
 * <p>The client connects to the addresses that this returns and asks nobody again, so a name that
 * changes its address between a check and the connection gains nothing.
 *
 * @param dns who knows the addresses
 * @param allowed tells which of them may be connected to
 */
record GuardedDns(DnsResolver dns, Predicate<InetAddress> allowed) implements DnsResolver {

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = dns.resolve(host);
    for (InetAddress address : addresses) {
      if (!allowed.test(address)) {
        throw new RefusedAddressException(
            "o servidor %s está numa rede privada (%s)".formatted(host, address.getHostAddress()));
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return dns.resolveCanonicalHostname(host);
  }
}
