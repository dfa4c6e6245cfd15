package dev.recado.systems.rdstation;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads fields that may be absent, null, blank, or of another type each time. */
final class Fields {

  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
  private static final Pattern AREA = Pattern.compile("(cf_)?area([ _-]de[ _-]interesse)?");

  private Fields() {}

  /** The first text at one of these paths; numbers and booleans count as text. */
  static @Nullable String text(JsonNode node, String... paths) {
    for (String path : paths) {
      JsonNode found = node.at(path);
      String text = found.isValueNode() && !found.isNull() ? found.asText().strip() : "";
      if (!text.isEmpty()) {
        return text;
      }
    }
    return null;
  }

  static @Nullable String either(
      JsonNode first, JsonNode second, String firstPath, String secondPath) {
    String text = text(first, firstPath);
    return text == null ? text(second, secondPath) : text;
  }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list) {
      String text = text(item, "");
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** All fields of an object that are not empty. */
  static Map<String, String> map(JsonNode object) {
    Map<String, String> map = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            field -> {
              String text =
                  field.getValue().isContainerNode()
                      ? field.getValue().toString()
                      : text(field.getValue(), "");
              if (text != null) {
                map.put(field.getKey(), text);
              }
            });
    return map;
  }

  /** The custom fields among a contact's own: {@code cf_…}. */
  static Map<String, String> custom(JsonNode contact) {
    Map<String, String> custom = map(contact);
    custom.keySet().removeIf(name -> !name.startsWith("cf_"));
    return custom;
  }

  /** The value of a field called "Área", "area" or "cf_area", in any case and with any accents. */
  static @Nullable String area(JsonNode fields) {
    return map(fields).entrySet().stream()
        .filter(field -> AREA.matcher(folded(field.getKey())).matches())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static String folded(String name) {
    String bare = ACCENTS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
    return bare.strip().toLowerCase(Locale.ROOT);
  }
}
