package dev.recado.spine.ingress;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs bytes with a secret that sender and receiver share (RFC 2104). */
public final class Hmac {

  private Hmac() {}

  /**
   * Signs bytes.
   *
   * @param algorithm as Java names it, for example {@code HmacSHA512}
   * @param secret the shared secret, not empty
   * @param bytes what is signed
   * @return lower-case hex
   */
  public static String hex(String algorithm, String secret, byte[] bytes) {
    return HexFormat.of().formatHex(of(algorithm, secret.getBytes(StandardCharsets.UTF_8), bytes));
  }

  /**
   * Signs bytes.
   *
   * @param algorithm as Java names it, for example {@code HmacSHA256}
   * @param key the shared key, not empty
   * @param bytes what is signed
   * @return the bytes of the signature
   */
  public static byte[] of(String algorithm, byte[] key, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(bytes);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("This Java cannot sign with " + algorithm, e);
    }
  }
}
