package dev.recado.spine.http;

import dev.recado.ground.database.StorableText;
import dev.recado.spine.outbox.Outcome;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.hc.core5.http.ContentType;
import org.jspecify.annotations.Nullable;

/** The beginning of an answer's text, for the person who must find out why it is no success. */
final class AnswerText {

  private static final String BLANK = "***";

  /** What a type contains if people can read it; an answer without a type may be a text, too. */
  private static final List<String> READABLE = List.of("text/", "json", "xml", "form-urlencoded");

  private AnswerText() {}

  /**
   * Reads it, on one line.
   *
   * @param answer with its body
   * @param secrets that are blanked, as they are and as JSON or an address writes them
   * @return at most 500 characters; null if there is no text
   */
  static @Nullable String of(Message answer, List<String> secrets) {
    String text = text(answer);
    if (text == null) {
      return null;
    }
    List<String> blanked =
        secrets.stream()
            .flatMap(AnswerText::forms)
            .filter(form -> !form.isBlank())
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
    for (String secret : blanked) {
      text = text.replace(secret, BLANK);
    }
    String line = text.strip().replaceAll("\\s+", " ");
    return line.isEmpty() ? null : StorableText.of(line, Outcome.LONGEST_ANSWER);
  }

  private static @Nullable String text(Message answer) {
    String type =
        answer.getHeader(Exchange.CONTENT_TYPE, "", String.class).toLowerCase(Locale.ROOT);
    byte[] body = answer.getBody(byte[].class);
    if (body == null || !type.isEmpty() && READABLE.stream().noneMatch(type::contains)) {
      return null;
    }
    try {
      return charset(type).newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException noText) {
      return null;
    }
  }

  private static Charset charset(String type) {
    ContentType parsed = ContentType.parseLenient(type);
    Charset named = parsed == null ? null : parsed.getCharset();
    return named == null ? StandardCharsets.UTF_8 : named;
  }

  private static Stream<String> forms(String secret) {
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    return Stream.of(
        secret,
        secret.replace("\\", "\\\\").replace("\"", "\\\""),
        secret.replace("/", "\\/"),
        encoded,
        encoded.replace("+", "%20"));
  }
}
