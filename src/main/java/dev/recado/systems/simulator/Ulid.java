package dev.recado.systems.simulator;

import java.security.SecureRandom;
import java.time.Instant;

/**
 * Makes ids that begin with their time: 48 bits of milliseconds and 80 random bits, in Crockford's
 * base 32.
 */
final class Ulid {

  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 26;
  private static final int OF_TIME = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ulid() {}

  static String at(Instant time) {
    StringBuilder id = new StringBuilder(LENGTH);
    long millis = time.toEpochMilli();
    for (int place = OF_TIME - 1; place >= 0; place--) {
      id.append(DIGITS.charAt((int) (millis >>> (5 * place)) & 31));
    }
    RANDOM.ints(LENGTH - OF_TIME, 0, DIGITS.length()).forEach(n -> id.append(DIGITS.charAt(n)));
    return id.toString();
  }
}
