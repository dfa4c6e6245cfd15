package dev.recado.systems.source;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a {@code multipart/form-data} post (RFC 7578) from bytes in memory, which are
 * never longer than a webhook may be. It ignores files.
 */
final class Multipart {

  /** No form has more; further parts are ignored. */
  private static final int MOST = 1_000;

  /** In bytes; RFC 2046 allows a boundary of 70. */
  private static final int LONGEST_BOUNDARY = 200;

  private static final Pattern NAME =
      Pattern.compile("(?i)[;\\s]name\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))");
  private static final Pattern FILE = Pattern.compile("(?i)[;\\s]filename\\*?\\s*=");
  private static final Pattern TYPE = Pattern.compile("(?im)^content-type:(.*)$");
  private static final Pattern HEAD_END = Pattern.compile("\\r?\\n\\r?\\n");

  private Multipart() {}

  /**
   * Reads the parts; empty if the body is not multipart.
   *
   * <p>The first line gives the boundary: unlike the content type, it cannot be lost or altered on
   * the way.
   */
  static Map<String, @Nullable Object> read(byte[] body, @Nullable String contentType) {
    String latin = new String(body, StandardCharsets.ISO_8859_1).stripLeading();
    int line = latin.indexOf('\n');
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (line < 0 || line > LONGEST_BOUNDARY) {
      return fields;
    }
    String boundary = latin.substring(0, line).stripTrailing();
    int at = line + 1;
    for (int parts = 0; parts < MOST && at <= latin.length(); parts++) {
      int end = latin.indexOf("\n" + boundary, at);
      part(latin.substring(at, end < 0 ? latin.length() : end), contentType, fields);
      if (end < 0) {
        break;
      }
      int next = latin.indexOf('\n', end + 1);
      at = next < 0 ? latin.length() + 1 : next + 1;
    }
    return fields;
  }

  private static void part(
      String part, @Nullable String contentType, Map<String, @Nullable Object> fields) {
    Matcher headEnd = HEAD_END.matcher(part);
    if (!headEnd.find()) {
      return;
    }
    String head = part.substring(0, headEnd.start());
    Matcher name = NAME.matcher(head);
    if (!name.find() || FILE.matcher(head).find()) {
      return;
    }
    String value = part.substring(headEnd.end());
    value = value.endsWith("\r") ? value.substring(0, value.length() - 1) : value;
    Matcher type = TYPE.matcher(head);
    String charset = type.find() ? type.group(1) : contentType;
    String called = name.group(1) == null ? name.group(2) : name.group(1);
    FormPairs.put(fields, text(called, contentType), text(value, charset));
  }

  private static String text(String latin, @Nullable String contentType) {
    return BodyText.decode(latin.getBytes(StandardCharsets.ISO_8859_1), contentType);
  }
}
