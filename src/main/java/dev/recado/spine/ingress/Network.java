package dev.recado.spine.ingress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What an address is counted under: whoever has one address of IPv6 has a whole /64 of them. */
public final class Network {

  /** Anything else would be looked up as a name. */
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F.:]+(%\\w+)?");

  private static final int PREFIX_BYTES = 8;

  private Network() {}

  /** Tells whether two callers are of one network, without naming it. */
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
   * @return the address itself, or of IPv6 the first 64 bits; what is no address stays as it is
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
