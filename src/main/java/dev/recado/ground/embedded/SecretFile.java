package dev.recado.ground.embedded;

import dev.recado.ground.process.StartupProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The hub's secret in the data folder. It is made on the first start, and only its owner can read
 * it.
 */
final class SecretFile {

  private SecretFile() {}

  /** Reads the secret, and makes it first if there is none. */
  static String read(DataFolder folder) {
    Path file = folder.resolve("secret.key");
    try {
      if (!Files.exists(file)) {
        OwnerOnly.write(file, Secrets.make());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new StartupProblem(
          "The secret in " + file + " cannot be read or made: " + e.getMessage(),
          "Make the file readable for this user, or set RECADO_SECRET_KEY.",
          e);
    }
  }
}
