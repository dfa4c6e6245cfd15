package dev.recado.api.security;

import dev.recado.ground.embedded.OwnerOnly;
import dev.recado.ground.process.StartupProblem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.util.StringUtils;

/** Makes sure that one user can sign in: {@code admin}. */
final class FirstUser implements SmartInitializingSingleton {

  static final String NAME = "admin";

  /** The file in the data folder that keeps a generated password. */
  static final String FILE = "admin-password";

  /** Without letters that look alike, because a person reads the password off a screen. */
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final int LENGTH = 20;

  /** The most bytes that bcrypt takes. */
  static final int LONGEST = 72;

  private final Users users;
  private final String configured;
  private final Path file;
  private final Told told;

  /**
   * The output that the person who starts the hub reads.
   *
   * @param out the stream
   * @param terminal whether the stream is a screen; otherwise it may be a log that is kept and
   *     shipped
   */
  record Told(PrintStream out, boolean terminal) {}

  FirstUser(Users users, String configured, Path data, Told told) {
    this.users = users;
    this.configured = configured;
    this.file = data.toAbsolutePath().normalize().resolve(FILE);
    this.told = told;
  }

  @Override
  public void afterSingletonsInstantiated() {
    try {
      if (StringUtils.hasText(configured)) {
        follow();
      } else if (!users.exists(NAME)) {
        makeUp();
      }
    } catch (IOException e) {
      throw new StartupProblem(
          "The password of the user " + NAME + " cannot be kept in " + file + ": " + e.getMessage(),
          "Make the folder writable for this user, or set RECADO_ADMIN_PASSWORD.",
          e);
    }
  }

  private void follow() throws IOException {
    if (configured.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw new StartupProblem(
          "RECADO_ADMIN_PASSWORD is longer than " + LONGEST + " bytes.", "Set a shorter one.");
    }
    users.ensure(NAME, configured);
    // The generated password is no longer valid.
    Files.deleteIfExists(file);
  }

  /**
   * Writes the file before the password counts: a password that nobody can read would lock
   * everybody out.
   */
  private void makeUp() throws IOException {
    String password = password();
    Files.createDirectories(file.getParent());
    OwnerOnly.write(file, password + "\n");
    if (users.add(NAME, password)) {
      told.out().println(line(password));
    } else {
      // Another process was first and prints its own password.
      Files.deleteIfExists(file);
    }
  }

  private String line(String password) {
    return told.terminal()
        ? "Recado: sign in as %s with the password %s (kept in %s; RECADO_ADMIN_PASSWORD sets another)"
            .formatted(NAME, password, file)
        : "Recado: sign in as %s; the password is in %s (RECADO_ADMIN_PASSWORD sets another)"
            .formatted(NAME, file);
  }

  private static String password() {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }
}
