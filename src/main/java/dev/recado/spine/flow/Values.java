package dev.recado.spine.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Time;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes texts and JSON of the values that expressions give, and refuses those that have no such
 * form: nobody wants {@code [B@88d2268} in a message.
 */
public final class Values {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private Values() {}

  /**
   * Makes a text of a value.
   *
   * @param option what the parameter is called
   * @param value what its expression gave
   * @return the text; that of bytes if they are UTF-8; ISO 8601 with its offset for a moment, as
   *     {@code 2026-12-06T01:30:00Z} for one of a database; empty for null; a NUL is left out,
   *     because no outside system accepts one and PostgreSQL cannot store one
   * @throws UnprocessableException if it has no text, such as a stream
   */
  public static String text(String option, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value instanceof byte[] bytes ? utf8(option, bytes) : null;
    if (text == null) {
      if (!hasText(value)) {
        throw refused(option, value);
      }
      text = written(value);
    }
    return text.replace("\u0000", "");
  }

  /** Java writes a moment of a database without its zone, and the name of a zone behind others. */
  private static String written(Object value) {
    if (value instanceof Date date && !(date instanceof java.sql.Date || date instanceof Time)) {
      return date.toInstant().toString();
    }
    return value instanceof ZonedDateTime moment
        ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment)
        : String.valueOf(value);
  }

  /**
   * Java's own name of an object, with its number, is no text. Streams and arrays have only that.
   */
  private static boolean hasText(Object value) {
    try {
      return value.getClass().getMethod("toString").getDeclaringClass() != Object.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("Every object has one", e);
    }
  }

  private static String utf8(String option, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw refused(option, bytes);
    }
  }

  private static UnprocessableException refused(String option, Object value) {
    return new UnprocessableException(
        ("O parâmetro '%s' não recebeu um texto, um número, um mapa ou uma lista, e sim %s:"
                + " leia os dados antes, com unmarshal ou com convertBodyTo")
            .formatted(option, value.getClass().getSimpleName()));
  }

  /**
   * Makes JSON of a value.
   *
   * @param option what the parameter is called
   * @param value a text, number, boolean, null, or a map or list of them
   * @return one line
   * @throws UnprocessableException if something in it has no form in JSON; it names the place
   */
  public static String json(String option, @Nullable Object value) {
    try {
      return JSON.writeValueAsString(plain(option, value, 0));
    } catch (JsonProcessingException e) {
      throw new UnprocessableException(
          "O parâmetro '%s' não pode ser escrito em JSON".formatted(option), e);
    }
  }

  private static @Nullable Object plain(String place, @Nullable Object value, int depth) {
    if (depth > 100) {
      throw new UnprocessableException(
          "O parâmetro '%s' tem mais de 100 níveis: envie só os campos necessários"
              .formatted(place.substring(0, Math.min(place.length(), 60))));
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      map.forEach(
          (key, each) ->
              plain.put(text(place, key), plain(place + "." + text(place, key), each, depth + 1)));
      return plain;
    }
    if (value instanceof Collection<?> list) {
      List<@Nullable Object> plain = new ArrayList<>();
      list.forEach(each -> plain.add(plain(place + "[" + plain.size() + "]", each, depth + 1)));
      return plain;
    }
    if (value == null || value instanceof Boolean || finite(value)) {
      return value;
    }
    return text(place, value);
  }

  /** JSON has no number for NaN and the infinities. */
  private static boolean finite(Object value) {
    return value instanceof Number number
        && !(number instanceof Double && !Double.isFinite(number.doubleValue()))
        && !(number instanceof Float && !Float.isFinite(number.floatValue()));
  }
}
