package bench;

/** Reads texts from a flat JSON object; the bench receives nothing else. */
final class Json {

  private Json() {}

  /**
   * Cuts out a text, escapes and all, or returns an empty string.
   *
   * <p>A quoted name cannot appear inside another text, where its quotes would be escaped. It can
   * be the whole value of another name; a name has a colon behind it.
   */
  static String text(String json, String name) {
    String quoted = '"' + name + '"';
    int at = json.indexOf(quoted);
    while (at >= 0 && !json.startsWith(":", at + quoted.length())) {
      at = json.indexOf(quoted, at + 1);
    }
    if (at < 0) {
      return "";
    }
    int start = value(json, at + quoted.length());
    if (start >= json.length() || json.charAt(start) != '"') {
      return "";
    }
    int end = start + 1;
    while (end < json.length() && json.charAt(end) != '"') {
      end += json.charAt(end) == '\\' ? 2 : 1;
    }
    return json.substring(start + 1, Math.min(end, json.length()));
  }

  private static int value(String json, int from) {
    int at = from;
    while (at < json.length() && (json.charAt(at) == ':' || json.charAt(at) <= ' ')) {
      at++;
    }
    return at;
  }
}
