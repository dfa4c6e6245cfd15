package dev.recado.chat.media;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file that is written, with its length and its hash; it takes no more than a limit. */
final class CountedFile extends FilterOutputStream {

  private final MessageDigest digest = digest();
  private final long most;
  private long size;

  CountedFile(Path file, long most) throws IOException {
    super(Files.newOutputStream(file));
    this.most = most;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    size += length;
    if (size > most) {
      throw new TooLargeException();
    }
    digest.update(bytes, from, length);
    out.write(bytes, from, length);
  }

  long size() {
    return size;
  }

  /** In hexadecimal; asked once. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
