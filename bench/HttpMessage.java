package bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * One HTTP/1.1 request or answer.
 *
 * <p>It is read as Latin-1, one character for each byte, so that lengths are right and bytes
 * survive an echo. The bench looks only at ASCII parts.
 */
record HttpMessage(String head, String body) {

  private static final String LINE = "\r\n";
  private static final String HEAD_END = "\r\n\r\n";

  /** Takes the first message out of a buffer, or returns null if the message is not complete. */
  static HttpMessage takeFrom(ByteBuffer buffer) {
    String all = new String(buffer.array(), 0, buffer.position(), ISO_8859_1);
    int headEnd = all.indexOf(HEAD_END);
    if (headEnd < 0) {
      return null;
    }
    int bodyStart = headEnd + HEAD_END.length();
    HttpMessage bare = new HttpMessage(all.substring(0, headEnd), "");
    if (bare.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
      return takeChunked(bare, all, bodyStart, buffer);
    }
    String length = bare.header("Content-Length");
    int bodyEnd = bodyStart + (length.isEmpty() ? 0 : Integer.parseInt(length));
    if (all.length() < bodyEnd) {
      return null;
    }
    drop(buffer, bodyEnd);
    return new HttpMessage(bare.head, all.substring(bodyStart, bodyEnd));
  }

  private static HttpMessage takeChunked(HttpMessage bare, String all, int start, ByteBuffer from) {
    StringBuilder body = new StringBuilder();
    int at = start;
    while (true) {
      int sizeEnd = all.indexOf(LINE, at);
      if (sizeEnd < 0) {
        return null;
      }
      int size = Integer.parseInt(all, at, sizeEnd, 16);
      int chunk = sizeEnd + LINE.length();
      at = chunk + size + LINE.length();
      if (all.length() < at) {
        return null;
      }
      if (size == 0) {
        drop(from, at);
        return new HttpMessage(bare.head, body.toString());
      }
      body.append(all, chunk, chunk + size);
    }
  }

  private static void drop(ByteBuffer buffer, int bytes) {
    buffer.flip().position(bytes);
    buffer.compact();
  }

  /** Returns a header's value, or an empty string. */
  String header(String name) {
    String start = LINE + name + ":";
    for (int at = head.indexOf(LINE); at >= 0; at = head.indexOf(LINE, at + 1)) {
      if (head.regionMatches(true, at, start, 0, start.length())) {
        int end = head.indexOf(LINE, at + 1);
        return head.substring(at + start.length(), end < 0 ? head.length() : end).strip();
      }
    }
    return "";
  }

  /** Returns a request's method and target, for example {@code GET /health}. */
  String call() {
    return head.substring(0, Math.max(0, head.indexOf(" HTTP/")));
  }

  /** Returns an answer's status. */
  int status() {
    int start = "HTTP/1.1 ".length();
    return Integer.parseInt(head, start, start + 3, 10);
  }

  /**
   * Returns how many nanoseconds to wait before another try; a second if the answer does not say.
   */
  long retryAfter() {
    String seconds = header("Retry-After");
    return TimeUnit.SECONDS.toNanos(seconds.matches("\\d{1,4}") ? Integer.parseInt(seconds) : 1);
  }

  /** Tells whether the sender closes the connection after this message. */
  boolean isLast() {
    return header("Connection").equalsIgnoreCase("close");
  }
}
