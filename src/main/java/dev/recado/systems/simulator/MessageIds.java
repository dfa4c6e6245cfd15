package dev.recado.systems.simulator;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/** Makes message ids as WhatsApp's own clients do. */
final class MessageIds {

  private static final SecureRandom RANDOM = new SecureRandom();

  private MessageIds() {}

  static String next() {
    byte[] bytes = new byte[9];
    RANDOM.nextBytes(bytes);
    return "3EB0" + HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT);
  }
}
