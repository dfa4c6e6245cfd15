package dev.recado.systems.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.spine.flow.TryLaterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Odoo's JSON-RPC, which all versions before 22 have.
 *
 * <p>Errors come with HTTP 200, and {@code error.data.name} tells them apart; a wrong password is
 * the result {@code false} (docs/contracts.md#odoo-json-rpc).
 */
final class JsonRpc implements OdooProtocol {

  private static final int SESSION_EXPIRED = 100;
  private static final OdooCall LOGIN =
      OdooCall.onModel("res.users", "authenticate", Map.of(), Map.of());

  private final OdooSettings settings;
  private final OdooHttp http;
  private final OdooErrors errors;
  private volatile @Nullable Integer uid;

  JsonRpc(OdooSettings settings, OdooHttp http, OdooErrors errors) {
    this.settings = settings;
    this.http = http;
    this.errors = errors;
  }

  @Override
  public JsonNode execute(OdooCall call) {
    List<Object> positional = new ArrayList<>();
    if (call.ids() != null) {
      positional.add(call.ids());
    }
    positional.addAll(call.arguments().values());
    List<Object> args =
        List.of(
            settings.db(),
            login(),
            settings.password(),
            call.model(),
            call.method(),
            positional,
            call.options());
    return ask("object", "execute_kw", args, call);
  }

  private int login() {
    Integer known = uid;
    if (known != null) {
      return known;
    }
    List<Object> args = List.of(settings.db(), settings.username(), settings.password(), Map.of());
    JsonNode result = ask("common", "authenticate", args, LOGIN);
    if (result.isBoolean() && !result.booleanValue()) {
      throw errors.login();
    }
    if (!result.isInt()) {
      throw errors.noAnswer();
    }
    uid = result.asInt();
    return result.asInt();
  }

  private JsonNode ask(String service, String method, List<Object> args, OdooCall call) {
    OdooHttp.Answer answer = http.post("/jsonrpc", envelope(service, method, args), headers -> {});
    if (answer.status() != 200) {
      throw errors.status(answer);
    }
    if (!answer.json().path("jsonrpc").asText().equals("2.0")) {
      throw errors.noAnswer();
    }
    return result(answer.json(), call);
  }

  private static Map<String, Object> envelope(String service, String method, List<Object> args) {
    Map<String, Object> params = Map.of("service", service, "method", method, "args", args);
    return Map.of("jsonrpc", "2.0", "method", "call", "params", params, "id", 1);
  }

  /**
   * Gives the result. A method that returns nothing answers with neither result nor error, which
   * counts as an empty result.
   */
  private JsonNode result(JsonNode answer, OdooCall call) {
    JsonNode error = answer.get("error");
    if (error == null) {
      return answer.path("result");
    }
    String name = error.path("data").path("name").asText();
    boolean expired = error.path("code").asInt() == SESSION_EXPIRED;
    if (expired || name.equals(OdooErrors.ACCESS_DENIED)) {
      uid = null;
    }
    if (expired) {
      throw new TryLaterException("A sessão no Odoo expirou", null);
    }
    throw errors.sort(call, name, error.path("data").path("message").asText());
  }
}
