package dev.recado.api.security;

import dev.recado.ground.process.Terminal;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Asks for a new password, and refuses one that is easily guessed or that bcrypt cannot take. */
final class NewPassword {

  private static final int SHORTEST = 12;

  /** A line without an end must not fill the memory. */
  private static final int LONGEST_LINE = 4096;

  private NewPassword() {}

  /**
   * Asks twice on a terminal, and reads one line otherwise.
   *
   * @param user the user who gets it
   * @param in the standard input
   * @throws UserRefusal if it is not usable
   */
  static String ask(String user, InputStream in) throws IOException {
    Console console = Terminal.isThere() ? System.console() : null;
    String password = console == null ? line(in) : typed(console, user);
    String wrong = wrong(user, password);
    if (wrong != null) {
      throw new UserRefusal(wrong);
    }
    return password;
  }

  private static String typed(Console console, String user) {
    char[] first = console.readPassword("Password for %s: ", user);
    char[] second = first == null ? null : console.readPassword("The same again: ");
    if (first == null || second == null) {
      throw new UserRefusal("No password was given; nothing has changed.");
    }
    if (!Arrays.equals(first, second)) {
      throw new UserRefusal(
          "The two passwords differ; nothing has changed. Run the command again.");
    }
    return new String(first);
  }

  private static String line(InputStream in) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), LONGEST_LINE);
    StringBuilder line = new StringBuilder();
    int next = reader.read();
    while (next >= 0 && next != '\n' && line.length() < LONGEST_LINE) {
      line.append((char) next);
      next = reader.read();
    }
    if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    if (line.isEmpty()) {
      throw new UserRefusal(
          "No password was given; nothing has changed. Run the command on a terminal, or give the"
              + " password as one line of the standard input.");
    }
    return line.toString();
  }

  /** Tells in one sentence what is wrong, or null. */
  static @Nullable String wrong(String user, String password) {
    if (password.codePointCount(0, password.length()) < SHORTEST) {
      return "The password is too short: it needs %d characters or more.".formatted(SHORTEST);
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > FirstUser.LONGEST) {
      return "The password is too long: bcrypt takes %d bytes, and letters with accents have two."
          .formatted(FirstUser.LONGEST);
    }
    if (password.equalsIgnoreCase(user)) {
      return "The password is the name of the user; choose another one.";
    }
    if (password.chars().anyMatch(Character::isISOControl) || password.indexOf('\uFFFD') >= 0) {
      return "The password has characters that are no text in UTF-8; choose another one.";
    }
    return null;
  }
}
