package dev.recado.ground.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackedTest {

  private final Path folder;
  private final Path jar;

  UnpackedTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
    this.jar = this.folder.resolve("recado-1.2.jar");
  }

  @BeforeEach
  void unpackSomething() throws IOException {
    Files.writeString(jar, "packed");
    Files.createDirectories(folder.resolve("recado-1.2/lib"));
    Mark.of(jar).write(unpacked().mark());
    Files.writeString(unpacked().jar(), "unpacked");
    Files.writeString(unpacked().archive(), "archive");
    for (Path path : new Path[] {unpacked().folder(), unpacked().libraries()}) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    for (Path path : new Path[] {unpacked().jar(), unpacked().mark(), unpacked().archive()}) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  @Test
  void theFolderIsNamedLikeTheJarAndLiesBesideIt() throws IOException {
    assertThat(unpacked().jar()).isEqualTo(folder.resolve("recado-1.2/recado-1.2.jar"));
    assertThat(unpacked().archive()).isEqualTo(folder.resolve("recado-1.2/recado-1.2.jsa"));
  }

  @Test
  void aLinkLeadsToTheFolderOfTheVersionThatItPointsAt() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("recado.jar"), jar);
    assertThat(Unpacked.of(link)).isEqualTo(unpacked());
  }

  @Test
  void aFileWithAnotherEndingHasNoFolder() throws IOException {
    assertThat(Unpacked.of(Files.createFile(folder.resolve("recado")))).isNull();
    assertThat(Unpacked.of(Files.createFile(folder.resolve(".jar")))).isNull();
  }

  @Test
  void packedAndUnpackedShareTheFolderOfThePackedJar() throws IOException {
    assertThat(PackedJar.home(jar)).isEqualTo(folder);
    assertThat(PackedJar.home(unpacked().jar())).isEqualTo(folder);
    Files.delete(unpacked().mark());
    assertThat(PackedJar.home(unpacked().jar())).isEqualTo(unpacked().folder());
  }

  @Test
  void theMarkFitsItsJar() throws IOException {
    assertThat(mark()).isEqualTo(Mark.of(jar));
  }

  @Test
  void truncatedOrIncompleteFilesDoNotFitTheMark() throws IOException {
    Path library = Files.writeString(unpacked().libraries().resolve("a.jar"), "library");
    Mark.of(jar).with(unpacked()).write(unpacked().mark());
    assertThat(mark().program()).isEqualTo(unpacked().programBytes());
    assertThat(mark().archive()).isEqualTo(unpacked().archiveBytes());

    Files.writeString(unpacked().archive(), "arch");
    assertThat(mark().archive()).isNotEqualTo(unpacked().archiveBytes());
    Files.delete(library);
    assertThat(mark().program()).isNotEqualTo(unpacked().programBytes());
  }

  @Test
  @EnabledOnOs(LINUX)
  void aLibraryThatOthersCanWriteIsNotTrusted() throws IOException {
    Path library = Files.writeString(unpacked().libraries().resolve("a.jar"), "library");
    Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(unpacked().trusted()).isTrue();
    Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(unpacked().trusted()).isFalse();
  }

  @Test
  void aRewrittenJarIsNoticed() throws IOException {
    Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    assertThat(mark().sameJar(Mark.of(jar))).isFalse();
  }

  @Test
  void aJarOfAnotherSizeIsNoticed() throws IOException {
    FileTime before = Files.getLastModifiedTime(jar);
    Files.writeString(jar, "another");
    Files.setLastModifiedTime(jar, before);
    assertThat(mark().sameJar(Mark.of(jar))).isFalse();
  }

  @Test
  void anotherJvmIsNoticed() throws IOException {
    Mark now = Mark.of(jar);
    Mark other = new Mark(now.size(), now.modified(), "another", 0, 0);
    assertThat(mark().sameJvm(now)).isTrue();
    assertThat(other.sameJar(now)).isTrue();
    assertThat(other.sameJvm(now)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "6\n", "6\nlong ago\njvm\n", "6\n7\njvm\nmore\n"})
  void aMarkInAnotherFormIsIgnored(String text) throws IOException {
    Files.writeString(unpacked().mark(), text);
    assertThat(Mark.read(unpacked().mark())).isNull();
  }

  @Test
  @EnabledOnOs(LINUX)
  void filesThatOnlyTheOwnerCanWriteAreTrusted() throws IOException {
    assertThat(unpacked().trusted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lib", "recado-1.2.jar", "recado-1.2.mark", "recado-1.2.jsa"})
  @EnabledOnOs(LINUX)
  void filesThatOthersCanWriteAreNotTrusted(String part) throws IOException {
    Path path = unpacked().folder().resolve(part);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertThat(unpacked().trusted()).isFalse();
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xrwx"));
    assertThat(unpacked().trusted()).isFalse();
  }

  @Test
  @EnabledOnOs(LINUX)
  void aLinkIsNotTrusted() throws IOException {
    Files.move(unpacked().jar(), folder.resolve("elsewhere"));
    Files.createSymbolicLink(unpacked().jar(), folder.resolve("elsewhere"));
    assertThat(unpacked().trusted()).isFalse();
  }

  private Unpacked unpacked() throws IOException {
    return Objects.requireNonNull(Unpacked.of(jar));
  }

  private Mark mark() throws IOException {
    return Objects.requireNonNull(Mark.read(unpacked().mark()));
  }
}
