package dev.recado.authoring.lint;

import java.io.FilterReader;
import java.io.IOException;
import java.io.StringReader;

/**
 * Gives a text in pieces that leave room in the buffer of SnakeYAML Engine. If the first half of an
 * emoji takes the last place of the buffer, the parser writes the second half beyond its end and
 * fails.
 */
final class InPieces extends FilterReader {

  /**
   * Creates a reader.
   *
   * @param text the whole text
   */
  InPieces(String text) {
    super(new StringReader(text));
  }

  @Override
  public int read(char[] buffer, int from, int length) throws IOException {
    return super.read(buffer, from, length > 1 ? length - 1 : length);
  }
}
