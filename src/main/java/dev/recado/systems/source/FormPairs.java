package dev.recado.systems.source;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pairs of a form post, {@code name=value&…}, with names such as {@code fields[a][value]}. */
final class FormPairs {

  /** No form has more; further pairs are ignored. */
  private static final int MOST = 1_000;

  private static final int DEEPEST = 8;

  private FormPairs() {}

  /**
   * Reads pairs.
   *
   * @param latin the bytes, one character each
   */
  static Map<String, @Nullable Object> read(String latin) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (String pair : latin.split("&", MOST + 1)) {
      String[] parts = pair.split("=", 2);
      String name = decode(parts[0]);
      if (!name.isEmpty()) {
        put(fields, name, parts.length > 1 ? decode(parts[1]) : "");
      }
    }
    return fields;
  }

  /** Puts a field in the place that its name gives; a repeated name makes a list. */
  static void put(Map<String, @Nullable Object> fields, String name, String value) {
    List<String> path = path(name);
    Map<String, @Nullable Object> place = fields;
    int last = path.size() - 1;
    if (last > 0 && path.get(last).isEmpty()) {
      last--;
    }
    for (int at = 0; at < Math.min(last, DEEPEST); at++) {
      place = below(place, path.get(at));
    }
    add(place, path.get(last), value);
  }

  /**
   * Takes a name such as {@code fields[a][value]} apart; any other name is a path of one.
   *
   * <p>Not with an expression: Java's would take some stack for each step, and a sender may send
   * thousands.
   */
  private static List<String> path(String name) {
    int open = name.indexOf('[');
    if (open <= 0) {
      return List.of(name);
    }
    List<String> path = new ArrayList<>(List.of(name.substring(0, open)));
    while (open < name.length()) {
      int close = name.indexOf(']', open);
      boolean step = name.charAt(open) == '[' && close > 0;
      if (!step || name.lastIndexOf('[', close) != open) {
        return List.of(name);
      }
      path.add(name.substring(open + 1, close));
      open = close + 1;
    }
    return path;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> below(
      Map<String, @Nullable Object> place, String name) {
    if (place.get(name) instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    Object before = place.put(name, map);
    if (before != null) {
      map.put("", before);
    }
    return map;
  }

  private static void add(Map<String, @Nullable Object> place, String name, String value) {
    Object before = place.get(name);
    if (before instanceof Map<?, ?>) {
      add(below(place, name), "", value);
    } else if (before instanceof List<?> list) {
      List<Object> longer = new ArrayList<>(list);
      longer.add(value);
      place.put(name, longer);
    } else {
      place.put(name, before == null ? value : List.of(before, value));
    }
  }

  /** Decodes a name or value; a per cent sign that begins no byte stays as it is. */
  private static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      int high = c == '%' && at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text.charAt(at + 2), 16);
      if (low >= 0) {
        bytes.write(high << 4 | low);
        at += 2;
      } else {
        bytes.write(c == '+' ? ' ' : c);
      }
    }
    return BodyText.decode(bytes.toByteArray(), null);
  }
}
