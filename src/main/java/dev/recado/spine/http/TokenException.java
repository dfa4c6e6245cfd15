package dev.recado.spine.http;

import java.io.IOException;

/** There is no token of OAuth 2 at present, so nothing was sent. */
final class TokenException extends IOException {

  TokenException(String message) {
    super(message);
  }
}
