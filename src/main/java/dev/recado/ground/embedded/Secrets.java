package dev.recado.ground.embedded;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes what nobody can guess. */
final class Secrets {

  private static final int BYTES = 32;

  private Secrets() {}

  /** Makes one: hex, so that it needs no quoting anywhere. */
  static String make() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }
}
