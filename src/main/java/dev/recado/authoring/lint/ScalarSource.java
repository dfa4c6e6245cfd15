package dev.recado.authoring.lint;

/** Finds a character of a scalar's value in its source. */
final class ScalarSource {

  private ScalarSource() {}

  /** Converts an index in the value, in chars, to an index in the source, in code points. */
  static int index(int[] source, Yaml.Text scalar, int index) {
    int[] value = scalar.value().codePoints().toArray();
    int wanted =
        scalar.value().codePointCount(0, Math.max(0, Math.min(index, scalar.value().length())));
    int s = scalar.start();
    int end = Math.min(scalar.end(), source.length);
    if (s >= end) {
      return scalar.start();
    }
    int first = source[s];
    boolean block = first == '|' || first == '>';
    if (block) {
      while (s < end && source[s] != '\n') {
        s++;
      }
      s++;
    } else if (first == '"' || first == '\'') {
      s++;
    }
    return walk(source, value, wanted, s, end, block ? 0 : first);
  }

  private static int walk(int[] source, int[] value, int wanted, int from, int end, int quote) {
    int s = from;
    int v = 0;
    while (s < end) {
      int c = source[s];
      boolean same = v < value.length && c == value[v];
      if (quote == '"' && c == '\\' && s + 1 < end) {
        boolean folded = source[s + 1] == '\n';
        if (!folded && v == wanted) {
          return s;
        }
        v += folded ? 0 : 1;
        s += length(source[s + 1]);
      } else if (same) {
        if (v == wanted) {
          return s;
        }
        v++;
        s += quote == '\'' && c == '\'' ? 2 : 1;
      } else {
        // Folding turns a line break into a blank and drops the indentation of the next line.
        if (c == '\n' && v < value.length && value[v] == ' ') {
          if (v == wanted) {
            return s;
          }
          v++;
        }
        s++;
      }
    }
    return Math.min(s, Math.max(from, end - 1));
  }

  private static int length(int escape) {
    return switch (escape) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }
}
