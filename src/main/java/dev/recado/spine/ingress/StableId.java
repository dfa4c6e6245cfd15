package dev.recado.spine.ingress;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Ids that are made from what they stand for. An event that is sent twice has one id. */
public final class StableId {

  private StableId() {}

  /**
   * Makes an id from parts. The same parts give the same id on every machine, in every release.
   *
   * @param parts what identifies the thing, in order
   * @return a version 8 UUID (RFC 9562) over the SHA-256 of the parts
   */
  public static UUID of(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      // The length goes in too: ("ab", "c") must not be ("a", "bc").
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long high = (hash.getLong() & 0xFFFFFFFFFFFF0FFFL) | 0x8000L;
    long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  /**
   * Makes a short text that stands for some bytes.
   *
   * @param bytes any bytes
   * @return lower-case hex of their SHA-256
   */
  public static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }
}
