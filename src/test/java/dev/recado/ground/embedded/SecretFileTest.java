package dev.recado.ground.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {

  @Test
  void theSecretIsMadeOnceAndKept(@TempDir Path folder) throws IOException {
    try (DataFolder data = DataFolder.take(folder)) {
      String secret = SecretFile.read(data);
      assertThat(secret).hasSize(64).isEqualTo(SecretFile.read(data));
    }
  }

  @Test
  void onlyItsOwnerMayReadIt(@TempDir Path folder) throws IOException {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    try (DataFolder data = DataFolder.take(folder)) {
      SecretFile.read(data);
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("secret.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }
}
