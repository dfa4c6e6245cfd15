package dev.recado.authoring.flowtest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes values as they would stand in a test file. */
final class Show {

  private Show() {}

  static String value(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Duration length) {
      return Durations.show(length);
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + value(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Show::value).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    return '"'
        + value
            .toString()
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\t", "\\t")
        + '"';
  }

  /** Writes one result as a line of {@code expect}. */
  static String happening(Happening happening) {
    return "- " + happening.kind() + ": " + value(happening.facts());
  }
}
