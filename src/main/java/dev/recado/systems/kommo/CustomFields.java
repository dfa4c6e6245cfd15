package dev.recado.systems.kommo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the custom fields of a record, in each of the three shapes in which Kommo sends values. */
final class CustomFields {

  /** No contact has more. */
  private static final int MOST_PHONES = 50;

  private CustomFields() {}

  /** The first value of each field, by its name and, if it has one, by its code. */
  static Map<String, String> of(FormNode record) {
    Map<String, String> found = new LinkedHashMap<>();
    for (FormNode field : record.at("custom_fields").items()) {
      List<String> values = values(field);
      String name = field.text("name");
      String code = field.text("code");
      if (name != null && !values.isEmpty()) {
        found.putIfAbsent(name, values.get(0));
      }
      if (code != null && !values.isEmpty()) {
        found.putIfAbsent(code, values.get(0));
      }
    }
    return found;
  }

  /** The phones, as a person wrote them. */
  static List<String> phones(FormNode record) {
    return record.at("custom_fields").items().stream()
        .filter(field -> "PHONE".equals(field.text("code")))
        .flatMap(field -> values(field).stream())
        .limit(MOST_PHONES)
        .toList();
  }

  /**
   * Reads {@code values[0][value]}; dates are at {@code values[0]}, radio buttons at {@code
   * values[value]}.
   */
  private static List<String> values(FormNode field) {
    FormNode values = field.at("values");
    String only = values.text("value");
    if (only != null) {
      return List.of(only);
    }
    return values.items().stream()
        .map(item -> item.text("value") == null ? item.text() : item.text("value"))
        .filter(Objects::nonNull)
        .toList();
  }
}
