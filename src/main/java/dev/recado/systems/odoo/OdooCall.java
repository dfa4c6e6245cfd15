package dev.recado.systems.odoo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a public method.
 *
 * @param model for example {@code crm.lead}
 * @param method for example {@code search_read}
 * @param ids of the records that it is called on, or null for a method of the model
 * @param arguments those that JSON-RPC takes by position, in that order
 * @param options those that JSON-RPC takes by name
 */
record OdooCall(
    String model,
    String method,
    @Nullable List<Long> ids,
    Map<String, Object> arguments,
    Map<String, Object> options) {

  static OdooCall onModel(
      String model, String method, Map<String, Object> arguments, Map<String, Object> options) {
    return new OdooCall(model, method, null, arguments, options);
  }

  static OdooCall onRecords(
      String model, String method, List<Long> ids, Map<String, Object> arguments) {
    return new OdooCall(model, method, ids, arguments, Map.of());
  }
}
