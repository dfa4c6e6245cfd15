package dev.recado.spine.http;

import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.flow.Values;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps of values as the query, the form or the headers of a request, each value by itself.
 */
final class RequestValues {

  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern NOT_IN_HEADERS = Pattern.compile("[^\\x20-\\x7E\\u00A0-\\u00FF]");

  private RequestValues() {}

  /**
   * Writes a query, or a form.
   *
   * @param option what the parameter is called
   * @param values a list gives several pairs with one name, and null gives none
   * @return pairs with {@code &} between them; empty if there are none
   */
  static String pairs(String option, Map<?, ?> values) {
    List<String> pairs = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          String name = Values.text(option, key);
          for (Object each : value instanceof Collection<?> list ? list : oneOrNone(value)) {
            pairs.add(encoded(name) + "=" + encoded(scalar(option + "." + name, each)));
          }
        });
    return String.join("&", pairs);
  }

  private static List<?> oneOrNone(@Nullable Object value) {
    return value == null ? List.of() : List.of(value);
  }

  /**
   * Writes headers.
   *
   * @param values null gives no header
   * @return each in one line: a line break would begin another header
   * @throws IllegalArgumentException if a name is none of a header, or a command to Camel
   * @throws UnprocessableException if a value has a character that no header can carry
   */
  static Map<String, String> headers(Map<?, ?> values) {
    Map<String, String> headers = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          String name = checkedHeader(Values.text("headers", key));
          if (value != null) {
            headers.put(name, sendable(name, oneLine(scalar("headers." + name, value))));
          }
        });
    return headers;
  }

  /** Gives back the name of a header that a flow may set. */
  static String checkedHeader(String name) {
    if (name.toLowerCase(Locale.ROOT).startsWith("camel")) {
      throw new IllegalArgumentException(
          "The header '" + name + "' is a command to Camel and cannot be a header of the request");
    }
    if (!HEADER.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of a header");
    }
    return name;
  }

  /**
   * Makes a text of a value that has no parts.
   *
   * @throws UnprocessableException for a map or a list: no other system reads Java's text of one
   */
  static String scalar(String option, @Nullable Object value) {
    if (value instanceof Map || value instanceof Collection) {
      throw new UnprocessableException(
          ("O parâmetro '%s' recebeu %s, e ali só cabe um texto ou um número:"
                  + " escreva o campo, como ${body[cliente][nome]}")
              .formatted(option, value instanceof Map ? "um mapa" : "uma lista"));
    }
    return Values.text(option, value);
  }

  /** A header has bytes, one for each character of ISO-8859-1 (RFC 9110, 5.5), and no others. */
  private static String sendable(String name, String value) {
    Matcher other = NOT_IN_HEADERS.matcher(value);
    if (other.find()) {
      throw new UnprocessableException(
          ("O cabeçalho '%s' não pode levar '%s' (U+%04X): um cabeçalho HTTP só tem letras latinas,"
                  + " algarismos e sinais comuns; envie este texto na query ou no corpo")
              .formatted(name, other.group(), other.group().codePointAt(0)));
    }
    return value;
  }

  static String oneLine(String value) {
    return value.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Gives a parameter that is a map. */
  static Map<?, ?> map(String option, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new UnprocessableException(
        ("O parâmetro '%s' do http-call é um mapa, com um nome e um valor em cada linha,"
                + " e não um texto")
            .formatted(option));
  }
}
