package dev.recado.systems.kommo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a form whose names are paths, as PHP does: {@code leads[add][0][id]=1}.
 *
 * <p>Any bytes give a tree: an invalid escape or path is taken literally.
 */
final class KommoForm {

  /** Kommo's own paths have up to eight levels. */
  private static final int DEEPEST = 20;

  private KommoForm() {}

  static FormNode parse(byte[] body) {
    FormNode root = new FormNode();
    int start = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i == body.length || body[i] == '&') {
        pair(root, body, start, i);
        start = i + 1;
      }
    }
    return root;
  }

  private static void pair(FormNode root, byte[] body, int from, int to) {
    int equals = from;
    while (equals < to && body[equals] != '=') {
      equals++;
    }
    List<String> path = path(decode(body, from, equals));
    if (!path.isEmpty()) {
      root.put(path, decode(body, Math.min(equals + 1, to), to));
    }
  }

  /** Splits a name; brackets may be raw or encoded. Empty if the name is no path or too deep. */
  private static List<String> path(String name) {
    int open = name.indexOf('[');
    if (name.isEmpty() || open <= 0 || name.indexOf(']', open) < 0) {
      return name.isEmpty() ? List.of() : List.of(name);
    }
    List<String> path = new ArrayList<>();
    path.add(name.substring(0, open));
    while (open < name.length() && name.charAt(open) == '[') {
      int close = name.indexOf(']', open);
      if (close < 0) {
        break;
      }
      path.add(name.substring(open + 1, close));
      if (path.size() > DEEPEST) {
        return List.of();
      }
      open = close + 1;
    }
    return path;
  }

  private static String decode(byte[] body, int from, int to) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(to - from);
    for (int i = from; i < to; i++) {
      int escaped = body[i] == '%' && i + 2 < to ? hex(body[i + 1], body[i + 2]) : -1;
      if (escaped >= 0) {
        text.write(escaped);
        i += 2;
      } else {
        text.write(body[i] == '+' ? ' ' : body[i]);
      }
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private static int hex(byte high, byte low) {
    int first = Character.digit(high, 16);
    int second = Character.digit(low, 16);
    return first < 0 || second < 0 ? -1 : first * 16 + second;
  }
}
