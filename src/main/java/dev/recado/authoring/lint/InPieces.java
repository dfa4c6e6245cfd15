package dev.recado.authoring.lint;

import java.io.FilterReader;
import java.io.IOException;
import java.io.StringReader;

/**
 * A text in pieces that leave room in the buffer of SnakeYAML Engine: where its last place takes
 * the first half of an emoji, it writes the second half behind the buffer's end and fails.
 */
final class InPieces extends FilterReader {

  /**
   * Makes one.
   *
   * @param text all of it
   */
  InPieces(String text) {
    super(new StringReader(text));
  }

  @Override
  public int read(char[] buffer, int from, int length) throws IOException {
    return super.read(buffer, from, length > 1 ? length - 1 : length);
  }
}
