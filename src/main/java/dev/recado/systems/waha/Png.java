package dev.recado.systems.waha;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Recognises a PNG: nothing else is passed on to a browser as a picture. */
final class Png {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int HEAD = 0x49484452;
  private static final int END = 0x49454E44;

  /** The length, the type and the checksum of a part. */
  private static final int AROUND = 12;

  private Png() {}

  /** Whether the bytes are whole parts from the head to the end, and nothing behind it. */
  static boolean is(byte[] bytes) {
    if (bytes.length < SIGNATURE.length
        || !Arrays.equals(SIGNATURE, 0, SIGNATURE.length, bytes, 0, SIGNATURE.length)) {
      return false;
    }
    ByteBuffer rest = ByteBuffer.wrap(bytes, SIGNATURE.length, bytes.length - SIGNATURE.length);
    int wanted = HEAD;
    while (rest.remaining() >= AROUND) {
      int length = rest.getInt();
      if (length < 0 || length > rest.remaining() - 8) {
        return false;
      }
      CRC32 sum = new CRC32();
      sum.update(bytes, rest.position(), 4 + length);
      int type = rest.getInt();
      rest.position(rest.position() + length);
      if (wanted == HEAD && type != HEAD || rest.getInt() != (int) sum.getValue()) {
        return false;
      }
      wanted = END;
      if (type == END) {
        return !rest.hasRemaining();
      }
    }
    return false;
  }
}
