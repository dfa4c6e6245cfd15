package dev.recado.chat.media;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** JSON whose data URLs begin with their base64: {@code "data:image/jpeg;base64,AA"} is "AA". */
final class PlainBase64 extends InputStream {

  private static final int LONGEST_HEAD = 200;
  private static final String HEAD = "data:[^\",\\s]{0,180};base64,";

  private final BufferedInputStream in;

  PlainBase64(InputStream in) {
    this.in = new BufferedInputStream(in, 64 * 1024);
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    if (read == '"') {
      skipHead();
    }
    return read;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int one = read();
      if (one < 0) {
        return count == 0 ? -1 : count;
      }
      into[from + count++] = (byte) one;
    }
    return count;
  }

  private void skipHead() throws IOException {
    in.mark(LONGEST_HEAD);
    byte[] head = new byte[LONGEST_HEAD];
    int length = 0;
    int comma = -1;
    for (int one = in.read(); one >= 0 && length < LONGEST_HEAD; one = in.read()) {
      head[length++] = (byte) one;
      if (length == 5 && !new String(head, 0, 5, StandardCharsets.US_ASCII).equals("data:")) {
        break;
      }
      if (one == ',' || one == '"' || length == LONGEST_HEAD) {
        comma = length;
        break;
      }
    }
    in.reset();
    if (comma > 0 && new String(head, 0, comma, StandardCharsets.ISO_8859_1).matches(HEAD)) {
      in.skipNBytes(comma);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
