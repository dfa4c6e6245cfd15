package dev.recado.api.web;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a text can be stored and sent on: valid UTF-8 without NUL and without half
 * characters.
 */
final class Legible {

  static final String NUL = "holds a NUL character";
  static final String HALF = "holds half a character (a lone surrogate)";
  static final String BYTES = "is not UTF-8";
  static final String ESCAPE = "is badly escaped";

  private Legible() {}

  /** Returns what is wrong with a text, or null. */
  static @Nullable String wrong(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return NUL;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return HALF;
      }
    }
    return null;
  }

  /** Returns what is wrong with an escaped part of an address, or null. */
  static @Nullable String wrongEscaped(String escaped) {
    byte[] bytes;
    try {
      bytes =
          URLDecoder.decode(escaped, StandardCharsets.ISO_8859_1)
              .getBytes(StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return ESCAPE;
    }
    try {
      return wrong(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return BYTES;
    }
  }
}
