package dev.recado.ground.embedded;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes secrets that cannot be guessed. */
final class Secrets {

  private static final int BYTES = 32;

  private Secrets() {}

  /** Makes a secret in hex, which needs no quoting anywhere. */
  static String make() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }
}
