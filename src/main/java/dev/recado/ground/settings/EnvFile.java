package dev.recado.ground.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of a {@code .env} file as Docker Compose reads it, so that one file serves both.
 *
 * <p>{@code export} may stand before a name. {@code #} begins a comment at the start of a line and
 * after a space. A value may hold {@code =} and {@code #}. Single quotes keep everything as it is;
 * double quotes read {@code \n}, {@code \r}, {@code \t}, {@code \"}, {@code \\} and {@code \$}. A
 * quoted value may take several lines. Only {@code $} differs from Docker Compose: {@code $NAME} is
 * not replaced, because secrets may hold dollars.
 */
final class EnvFile {

  private static final Pattern ASSIGNMENT =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=\\s*(.*)", Pattern.DOTALL);
  private static final Pattern SINGLE = Pattern.compile("'([^']*)'" + "\\s*(#.*)?");
  private static final Pattern DOUBLE =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"\\s*(#.*)?", Pattern.DOTALL);
  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

  private final List<String> lines;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<Integer> unreadable = new ArrayList<>();
  private int next;

  private EnvFile(String text) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    this.lines = body.lines().toList();
    while (next < lines.size()) {
      line();
    }
  }

  /**
   * Reads a text.
   *
   * @param text the whole file
   */
  static EnvFile of(String text) {
    return new EnvFile(text);
  }

  /** The values by name; the last line of a name counts. */
  Map<String, String> values() {
    return values;
  }

  /**
   * The numbers, from one, of the lines that are neither empty nor a comment nor {@code
   * NAME=value}.
   */
  List<Integer> unreadable() {
    return unreadable;
  }

  private void line() {
    int first = next;
    String line = lines.get(next++);
    if (line.isBlank() || line.stripLeading().startsWith("#")) {
      return;
    }
    Matcher assignment = ASSIGNMENT.matcher(line);
    if (!assignment.matches() || !value(assignment.group(1), assignment.group(2))) {
      next = first + 1;
      unreadable.add(next);
    }
  }

  private boolean value(String name, String text) {
    if (text.startsWith("'")) {
      return quoted(name, text, SINGLE);
    }
    if (text.startsWith("\"")) {
      return quoted(name, text, DOUBLE);
    }
    values.put(name, COMMENT.matcher(text).replaceFirst("").strip());
    return true;
  }

  /** Takes further lines until the quote is closed. */
  private boolean quoted(String name, String text, Pattern pattern) {
    StringBuilder value = new StringBuilder(text.stripTrailing());
    while (true) {
      Matcher whole = pattern.matcher(value);
      if (whole.matches()) {
        values.put(name, pattern == DOUBLE ? unescaped(whole.group(1)) : whole.group(1));
        return true;
      }
      if (closed(value, pattern) || next == lines.size()) {
        return false;
      }
      value.append('\n').append(lines.get(next++));
    }
  }

  /** Whether the quote ends and anything but a comment follows. */
  private static boolean closed(CharSequence value, Pattern pattern) {
    return pattern.matcher(value).lookingAt();
  }

  private static String unescaped(String text) {
    return Pattern.compile("\\\\(.)", Pattern.DOTALL)
        .matcher(text)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    switch (escape.group(1)) {
                      case "n" -> "\n";
                      case "r" -> "\r";
                      case "t" -> "\t";
                      case "\"", "\\", "$", "'" -> escape.group(1);
                      default -> escape.group();
                    }));
  }
}
