package dev.recado.systems.odoo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.spine.ingress.OutsideJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads Odoo's JSON: exact decimals, {@code false} as "empty", limited nesting. */
final class OdooJson {

  static final ObjectMapper MAPPER = OutsideJson.mapper();

  private static final TypeReference<Map<String, @Nullable Object>> RECORD =
      new TypeReference<>() {};

  private OdooJson() {}

  static Map<String, @Nullable Object> record(byte[] body) throws IOException {
    Map<String, @Nullable Object> record = MAPPER.readValue(body, RECORD);
    if (record == null) {
      throw new IOException("null is not a record");
    }
    return plain(record);
  }

  /**
   * Brings a record to one form: {@code false} and missing become null. A many2one becomes its id;
   * some 17.0 builds send {@code [id, "name"]}, and the name then goes into {@code <field>_name}.
   */
  static Map<String, @Nullable Object> plain(Map<?, ?> record) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    record.forEach(
        (name, value) -> {
          if (Boolean.FALSE.equals(value)) {
            plain.put(String.valueOf(name), null);
          } else if (value instanceof List<?> pair
              && pair.size() == 2
              && pair.get(0) instanceof Number
              && pair.get(1) instanceof String) {
            plain.put(String.valueOf(name), pair.get(0));
            plain.put(name + "_name", pair.get(1));
          } else if ("currency_id".equals(name) && value instanceof String) {
            // A webhook with a hand-written body holds the code of the currency.
            plain.put("currency_id_name", value);
          } else {
            plain.put(String.valueOf(name), value);
          }
        });
    return plain;
  }
}
