package dev.recado.spine.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells addresses of the public internet from those of a private network, a machine itself or a
 * cloud's own services.
 *
 * <p>The lists are IANA's registries of special-purpose addresses (RFC 6890).
 */
public final class PublicAddress {

  private static final List<Block> NOT_PUBLIC_4 =
      List.of(
          Block.of("0.0.0.0", 8),
          Block.of("10.0.0.0", 8),
          Block.of("100.64.0.0", 10),
          Block.of("127.0.0.0", 8),
          Block.of("169.254.0.0", 16),
          Block.of("172.16.0.0", 12),
          Block.of("192.0.0.0", 24),
          Block.of("192.0.2.0", 24),
          Block.of("192.88.99.0", 24),
          Block.of("192.168.0.0", 16),
          Block.of("198.18.0.0", 15),
          Block.of("198.51.100.0", 24),
          Block.of("203.0.113.0", 24),
          Block.of("224.0.0.0", 4),
          Block.of("240.0.0.0", 4));

  /** All public IPv6 addresses begin with the bits 001. */
  private static final Block GLOBAL_6 = Block.of("2000::", 3);

  /** Teredo (2001::/32) and 6to4 hide an IPv4 address, which may be a private one. */
  private static final List<Block> NOT_PUBLIC_6 =
      List.of(
          Block.of("2001::", 23),
          Block.of("2001:db8::", 32),
          Block.of("2002::", 16),
          Block.of("3fff::", 20));

  /** A network that has only IPv6 writes IPv4 addresses so (RFC 6052). */
  private static final Block TRANSLATED = Block.of("64:ff9b::", 96);

  private PublicAddress() {}

  private record Block(byte[] start, int bits) {

    static Block of(String start, int bits) {
      try {
        return new Block(InetAddress.getByName(start).getAddress(), bits);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(start, e);
      }
    }

    boolean holds(byte[] address) {
      for (int bit = 0; bit < bits; bit += 8) {
        int mask = bits - bit >= 8 ? 0xFF : 0xFF << 8 - (bits - bit) & 0xFF;
        if (((start[bit / 8] ^ address[bit / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Tells whether an address belongs to the public internet.
   *
   * @param address any; Java has already read an IPv4 address that was written as IPv6
   */
  public static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return none(NOT_PUBLIC_4, bytes);
    }
    if (TRANSLATED.holds(bytes)) {
      return none(NOT_PUBLIC_4, Arrays.copyOfRange(bytes, 12, 16));
    }
    return GLOBAL_6.holds(bytes) && none(NOT_PUBLIC_6, bytes);
  }

  private static boolean none(List<Block> blocks, byte[] address) {
    return blocks.stream().noneMatch(block -> block.holds(address));
  }
}
