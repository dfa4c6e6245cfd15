package dev.recado.chat.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store of files does. */
abstract class MediaStoreContract {

  @TempDir Path temporary = Path.of("");

  abstract MediaStore store();

  /** A file that may be stored: the table wants a row for it. */
  UUID known() {
    return UUID.randomUUID();
  }

  private UUID put(UUID id, byte[] bytes) throws IOException {
    Path file = Files.write(temporary.resolve("file"), bytes);
    store().put(id, file, bytes.length, "image/jpeg");
    return id;
  }

  private byte[] read(UUID id, long from, long size) throws IOException {
    try (InputStream in = store().open(id, from, size)) {
      return in.readAllBytes();
    }
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void whatWasPutIsRead() throws IOException {
    byte[] bytes = random(3_000_000);
    assertThat(read(put(known(), bytes), 0, bytes.length)).isEqualTo(bytes);
  }

  @Test
  void aPartIsReadFromAnyByte() throws IOException {
    byte[] bytes = random(1_200_000);
    UUID id = put(known(), bytes);
    byte[] end = java.util.Arrays.copyOfRange(bytes, 1_000_001, bytes.length);
    assertThat(read(id, 1_000_001, bytes.length)).isEqualTo(end);
  }

  @Test
  void theSameFileAgainReplacesIt() throws IOException {
    UUID id = put(known(), random(100));
    put(id, random(200));
    assertThat(read(id, 0, 200)).isEqualTo(random(200));
  }

  @Test
  void aDeletedFileIsGoneAndMayBeDeletedAgain() throws IOException {
    UUID id = put(known(), random(100));
    store().delete(id);
    store().delete(id);
    assertThatThrownBy(() -> read(id, 0, 100)).isInstanceOf(IOException.class);
  }
}
