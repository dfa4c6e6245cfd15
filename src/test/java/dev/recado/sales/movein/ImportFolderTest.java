package dev.recado.sales.movein;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportFolderTest {

  private static final byte[] DATA = "nome;telefone".getBytes(StandardCharsets.UTF_8);

  private final Path temp;

  ImportFolderTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> all = Files.walk(temp)) {
      return all.skip(1).toList();
    }
  }

  @Test
  void aStartDeletesWhatAKilledImportLeftAndNothingElse() throws IOException {
    Path left = Files.createDirectory(temp.resolve("recado-import123"));
    Files.write(left.resolve("0"), DATA);
    Files.createFile(left.resolve("lock"));
    Path earlier = Files.createDirectory(temp.resolve("recado-import456"));
    Files.write(earlier.resolve("0"), DATA);
    Path other = Files.write(temp.resolve("recado-import.txt"), DATA);
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Path kept = Files.write(elsewhere.resolve("0"), DATA);
    Path link = Files.createSymbolicLink(temp.resolve("recado-import789"), elsewhere);
    try (ImportFolder running = ImportFolder.in(temp)) {
      Path mine = running.write(DATA);
      ImportFolder.sweep(temp);
      assertThat(left).doesNotExist();
      assertThat(earlier).doesNotExist();
      assertThat(List.of(other, kept, link, mine)).allMatch(Files::exists);
    }
  }

  @Test
  void aFolderIsClosedToOthersAndGoesWithItsImport() throws IOException {
    try (ImportFolder running = ImportFolder.in(temp)) {
      Path file = running.write(DATA);
      assertThat(Files.getPosixFilePermissions(file.getParent()))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
    assertThat(all()).isEmpty();
  }
}
