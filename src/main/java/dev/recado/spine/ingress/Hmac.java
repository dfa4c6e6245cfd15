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
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return HexFormat.of().formatHex(mac.doFinal(bytes));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("This Java cannot sign with " + algorithm, e);
    }
  }
}
