package dev.recado.systems.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes the text of bytes whose encoding the sender may not declare correctly. */
final class BodyText {

  /** Windows' variant of Latin-1, which has the curly quotes and dashes, too. */
  private static final Charset LATIN = Charset.forName("windows-1252");

  private static final Pattern CHARSET =
      Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([A-Za-z0-9_.:-]{1,40})");
  private static final char MARK = '\uFEFF';

  private BodyText() {}

  /**
   * Decodes bytes as UTF-8 if they are valid UTF-8, because other text is almost never valid by
   * accident. Otherwise the content type decides, and without one Latin-1.
   *
   * @param contentType of the body or the part, or null
   */
  static String decode(byte[] bytes, @Nullable String contentType) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, named(contentType));
    }
    return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
  }

  private static Charset named(@Nullable String contentType) {
    Matcher charset = CHARSET.matcher(contentType == null ? "" : contentType);
    try {
      Charset named = charset.find() ? Charset.forName(charset.group(1)) : LATIN;
      return named.equals(StandardCharsets.UTF_8) || named.equals(StandardCharsets.ISO_8859_1)
          ? LATIN
          : named;
    } catch (IllegalArgumentException unknown) {
      return LATIN;
    }
  }
}
