package dev.recado.web;

import dev.recado.startup.StartupProblem;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.util.StringUtils;

/** Sees to it that somebody can sign in: the user {@code admin}. */
final class FirstUser implements SmartInitializingSingleton {

  static final String NAME = "admin";

  /** No letters that are taken for one another: the password is read off a screen. */
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final int LENGTH = 20;

  /** What bcrypt takes. */
  private static final int LONGEST = 72;

  private final Users users;
  private final String configured;
  private final PrintStream console;

  FirstUser(Users users, String configured, PrintStream console) {
    this.users = users;
    this.configured = configured;
    this.console = console;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (StringUtils.hasText(configured)) {
      if (configured.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
        throw new StartupProblem(
            "RECADO_ADMIN_PASSWORD is longer than " + LONGEST + " bytes.", "Set a shorter one.");
      }
      users.ensure(NAME, configured);
    } else if (!users.exists(NAME)) {
      makeUp();
    }
  }

  /** Printed past the log, which is kept and shipped elsewhere. */
  private void makeUp() {
    String password = password();
    if (users.add(NAME, password)) {
      console.println(
          "Recado: sign in as "
              + NAME
              + " with the password "
              + password
              + " (shown this once; RECADO_ADMIN_PASSWORD sets another)");
    }
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
