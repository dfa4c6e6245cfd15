package dev.recado.systems.kommo;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of the API.
 *
 * @param aim its purpose in Portuguese, for the person who reads why it failed
 * @param method of HTTP
 * @param path below {@code /api/v4}, such as {@code /leads/28455849}
 * @param query parameters
 * @param body the JSON body, or null
 */
record KommoCall(
    String aim, String method, String path, Map<String, String> query, @Nullable Object body) {

  static KommoCall get(String aim, String path, Map<String, String> query) {
    return new KommoCall(aim, "GET", path, query, null);
  }

  static KommoCall post(String aim, String path, Object body) {
    return new KommoCall(aim, "POST", path, Map.of(), body);
  }

  static KommoCall patch(String aim, String path, Object body) {
    return new KommoCall(aim, "PATCH", path, Map.of(), body);
  }
}
