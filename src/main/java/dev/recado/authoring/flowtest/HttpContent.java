package dev.recado.authoring.flowtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what an {@code http-call} would send, so that a test compares trees and not texts. */
final class HttpContent {

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(Object.class);

  private HttpContent() {}

  /** The query of the address, and the body as {@code json}, {@code form} or {@code xml}. */
  static Map<String, @Nullable Object> of(String address, Map<String, ?> payload) {
    Map<String, @Nullable Object> read = new LinkedHashMap<>();
    String query = URI.create(address).getRawQuery();
    if (query != null) {
      read.put("query", pairs(query));
    }
    if (payload.get("body") instanceof String body) {
      String type = String.valueOf(payload.get("contentType")).replaceFirst(";.*", "").strip();
      switch (type) {
        case "application/json" -> json(body, read);
        case "application/x-www-form-urlencoded" -> read.put("form", pairs(body));
        case "application/xml", "text/xml" -> read.put("xml", body);
        default -> {
          // Any other text is compared as "body".
        }
      }
    }
    return read;
  }

  private static void json(String body, Map<String, @Nullable Object> read) {
    try {
      read.put("json", JSON.readValue(body));
    } catch (JsonProcessingException notJson) {
      // The flow's own text, which is compared as "body".
    }
  }

  /** A name that stands several times has a list. */
  private static Map<String, Object> pairs(String text) {
    Map<String, Object> pairs = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      pairs.merge(decoded(name), decoded(value), HttpContent::both);
    }
    return pairs;
  }

  private static Object both(Object first, Object second) {
    List<Object> all = new ArrayList<>(first instanceof List<?> list ? list : List.of(first));
    all.add(second);
    return all;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
