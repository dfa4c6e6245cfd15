package dev.recado.spine.ingress;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Compares secrets in constant time, so that the time does not show how much of a guess was right.
 */
public final class TokenCheck {

  private TokenCheck() {}

  /**
   * Compares a given secret with the expected one.
   *
   * @param given what the caller sent, or null
   * @param expected the secret
   * @return true if both are the same
   */
  public static boolean same(@Nullable String given, String expected) {
    byte[] guess = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(guess, expected.getBytes(StandardCharsets.UTF_8));
  }
}
