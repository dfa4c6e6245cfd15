package dev.recado.sales.agenda;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Lines of iCalendar, none longer than 75 octets (RFC 5545, section 3.1). */
final class FoldedLines {

  private static final int LONGEST = 75;
  private static final String BREAK = "\r\n";

  private FoldedLines() {}

  /**
   * Folds long lines, only between characters.
   *
   * @param text whole lines, each with its line end
   */
  static String of(String text) {
    return Arrays.stream(text.split("\r?\n"))
        .map(FoldedLines::fold)
        .collect(Collectors.joining(BREAK, "", BREAK));
  }

  private static String fold(String line) {
    StringBuilder folded = new StringBuilder(line.length() + 16);
    int octets = 0;
    for (int at = 0; at < line.length(); ) {
      String character = Character.toString(line.codePointAt(at));
      int size = character.getBytes(StandardCharsets.UTF_8).length;
      if (octets + size > LONGEST) {
        folded.append(BREAK).append(' ');
        octets = 1;
      }
      folded.append(character);
      octets += size;
      at += character.length();
    }
    return folded.toString();
  }
}
