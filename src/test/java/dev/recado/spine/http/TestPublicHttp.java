package dev.recado.spine.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** The guarded client in a small internet: all names that end in .test are this machine. */
public final class TestPublicHttp implements DnsResolver {

  private final Set<String> publicNames;

  /** How often a name was looked up. */
  public final AtomicInteger lookups = new AtomicInteger();

  private TestPublicHttp(Set<String> publicNames) {
    this.publicNames = publicNames;
  }

  /**
   * Makes a client.
   *
   * @param publicNames the names whose address counts as public
   */
  public static PublicHttp of(String... publicNames) {
    return new TestPublicHttp(Set.of(publicNames)).client();
  }

  static TestPublicHttp counting(String... publicNames) {
    return new TestPublicHttp(Set.of(publicNames));
  }

  PublicHttp client() {
    return new PublicHttp(this, this::allowed);
  }

  private boolean allowed(InetAddress address) {
    String name = address.toString().replaceFirst("/.*", "");
    return publicNames.contains(name) || PublicAddress.is(address);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    lookups.incrementAndGet();
    return host.endsWith(".test")
        ? new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})}
        : SystemDefaultDnsResolver.INSTANCE.resolve(host);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
