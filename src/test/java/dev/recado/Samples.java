package dev.recado;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The samples of other systems' messages, byte for byte as the contracts hold them. */
public final class Samples {

  private Samples() {}

  /**
   * Reads a sample.
   *
   * @param name such as {@code waha/response-500.json}
   * @return its bytes
   */
  public static byte[] bytes(String name) {
    try (InputStream in = Samples.class.getResourceAsStream("/contracts/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("There is no sample " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a sample as text.
   *
   * @param name such as {@code waha/response-500.json}
   * @return its text
   */
  public static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /**
   * Takes the body from a request that was recorded with its headers.
   *
   * @param name of an {@code .http} file
   * @return the bytes after the empty line
   */
  public static byte[] body(String name) {
    byte[] request = bytes(name);
    for (int i = 0; i < request.length - 1; i++) {
      if (request[i] == '\n' && (request[i + 1] == '\n' || request[i + 1] == '\r')) {
        int start = request[i + 1] == '\r' ? i + 3 : i + 2;
        return Arrays.copyOfRange(request, start, request.length);
      }
    }
    throw new IllegalArgumentException(name + " has no empty line");
  }
}
