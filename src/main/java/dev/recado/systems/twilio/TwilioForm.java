package dev.recado.systems.twilio;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a webhook of Twilio, decoded.
 *
 * <p>Any bytes give a form. Names and values are kept as bytes, one character each, because the
 * signature is over the bytes, and those need not be UTF-8.
 */
final class TwilioForm {

  private final Map<String, List<String>> parameters = new TreeMap<>();

  private TwilioForm() {}

  static TwilioForm parse(byte[] body) {
    TwilioForm form = new TwilioForm();
    String latin = new String(body, StandardCharsets.ISO_8859_1);
    int start = 0;
    while (start < latin.length()) {
      int next = latin.indexOf('&', start);
      int end = next < 0 ? latin.length() : next;
      form.add(latin, start, end);
      start = end + 1;
    }
    return form;
  }

  private void add(String latin, int start, int end) {
    if (start == end) {
      return;
    }
    int equals = latin.indexOf('=', start);
    int split = equals < 0 || equals > end ? end : equals;
    parameters
        .computeIfAbsent(decode(latin, start, split), name -> new ArrayList<>())
        .add(decode(latin, Math.min(split + 1, end), end));
  }

  /** A per cent sign that begins no byte stays as it is. */
  private static String decode(String latin, int start, int end) {
    StringBuilder decoded = new StringBuilder(end - start);
    for (int at = start; at < end; at++) {
      char c = latin.charAt(at);
      int octet = c == '%' && at + 2 < end ? octet(latin.charAt(at + 1), latin.charAt(at + 2)) : -1;
      if (octet >= 0) {
        decoded.append((char) octet);
        at += 2;
      } else {
        decoded.append(c == '+' ? ' ' : c);
      }
    }
    return decoded.toString();
  }

  private static int octet(char first, char second) {
    int high = Character.digit(first, 16);
    int low = Character.digit(second, 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  /** The first value of a parameter as text; null if it is absent or blank. */
  @Nullable String get(String name) {
    List<String> values = parameters.get(name);
    if (values == null) {
      return null;
    }
    String text =
        new String(values.get(0).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return text.isBlank() ? null : text;
  }

  /**
   * What Twilio signs of them: each name with its value, by name. A repeated name counts once for
   * each different value.
   */
  byte[] signed() {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    parameters.forEach(
        (name, values) ->
            new TreeSet<>(values)
                .forEach(
                    value ->
                        signed.writeBytes((name + value).getBytes(StandardCharsets.ISO_8859_1))));
    return signed.toByteArray();
  }
}
