package dev.recado.spine.ingress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The network that an address is counted under. A caller with one IPv6 address has a whole /64 of
 * them.
 */
public final class Network {

  /** Java would look anything else up as a host name. */
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F.:]+(%\\w+)?");

  private static final int PREFIX_BYTES = 8;

  private Network() {}

  /** Tells whether two callers belong to one network. */
  static boolean shared(InetAddress one, InetAddress other) {
    return one.equals(other)
        || one instanceof Inet6Address
            && other instanceof Inet6Address
            && Arrays.equals(
                one.getAddress(), 0, PREFIX_BYTES, other.getAddress(), 0, PREFIX_BYTES);
  }

  /**
   * Names the network of an address.
   *
   * @param address as {@code ServletRequest.getRemoteAddr()} gives it
   * @return an IPv4 address itself, or the first 64 bits of an IPv6 address; any other text
   *     unchanged
   */
  public static String of(String address) {
    if (!address.contains(":") || !LITERAL.matcher(address).matches()) {
      return address;
    }
    try {
      InetAddress read = InetAddress.getByName(address);
      return read instanceof Inet6Address
          ? HexFormat.of().formatHex(read.getAddress(), 0, PREFIX_BYTES) + "::/64"
          : read.getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
