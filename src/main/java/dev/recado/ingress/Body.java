package dev.recado.ingress;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a request's raw bytes, up to a limit. */
final class Body {

  private Body() {}

  /** Reads the whole body, or returns null without reading on where it is over the limit. */
  static byte @Nullable [] read(HttpServletRequest request, int limit) throws IOException {
    if (request.getContentLengthLong() > limit) {
      return null;
    }
    byte[] body = request.getInputStream().readNBytes(limit + 1);
    return body.length > limit ? null : body;
  }
}
