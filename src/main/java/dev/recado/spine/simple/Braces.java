package dev.recado.spine.simple;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds functions and their arguments in a text of Simple. */
final class Braces {

  private static final Pattern OPENING = Pattern.compile("\\$(?:simple)?\\{");

  private Braces() {}

  /**
   * A piece of a text.
   *
   * @param start of the piece
   * @param end after the piece
   * @param inner where its content begins; the content ends before the last character
   */
  record Span(int start, int end, int inner) {

    String content(String text) {
      return text.substring(inner, end - 1);
    }
  }

  /** The outermost functions, in order; one that is never closed is left to Camel's parser. */
  static List<Span> in(String text) {
    List<Span> spans = new ArrayList<>();
    Matcher opening = OPENING.matcher(text);
    int at = 0;
    while (opening.find(at)) {
      int end = end(text, opening.end());
      if (end < 0) {
        return spans;
      }
      spans.add(new Span(opening.start(), end, opening.end()));
      at = end;
    }
    return spans;
  }

  private static int end(String text, int from) {
    int depth = 1;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  /** The places of the arguments between commas that are in no function and no quotes. */
  static List<Span> arguments(String text, int from, int to) {
    List<Span> arguments = new ArrayList<>();
    int depth = 0;
    char quote = 0;
    int start = from;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (depth == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == '{' || c == '(') {
        depth++;
      } else if (c == '}' || c == ')') {
        depth--;
      } else if (c == ',' && depth == 0) {
        arguments.add(stripped(text, start, i));
        start = i + 1;
      }
    }
    arguments.add(stripped(text, start, to));
    return arguments;
  }

  private static Span stripped(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return new Span(start, end, start);
  }
}
