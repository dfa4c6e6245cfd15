package dev.recado.embedded;

import dev.recado.startup.StartupProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** The hub's secret in the data folder, made on the first start, for its owner's eyes only. */
final class SecretFile {

  private static final String NAME = "secret.key";
  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private SecretFile() {}

  /** Reads the secret, making it first where there is none. */
  static String read(DataFolder folder) {
    Path file = folder.resolve(NAME);
    try {
      if (!Files.exists(file)) {
        make(folder, file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new StartupProblem(
          "The secret in " + file + " cannot be read or made: " + e.getMessage(),
          "Make the file readable for this user, or set RECADO_SECRET_KEY.",
          e);
    }
  }

  /** Written aside and moved: a crash in between must not leave half a secret behind. */
  private static void make(DataFolder folder, Path file) throws IOException {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    Path fresh = folder.resolve(NAME + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, permissions(fresh));
    Files.write(fresh, HexFormat.of().formatHex(secret).getBytes(StandardCharsets.US_ASCII));
    Files.move(fresh, file);
  }

  private static FileAttribute<?>[] permissions(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
        : new FileAttribute<?>[0];
  }
}
