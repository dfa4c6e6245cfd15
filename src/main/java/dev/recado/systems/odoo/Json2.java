package dev.recado.systems.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * The JSON-2 API of Odoo 19 and later: arguments by name, errors as HTTP errors
 * (docs/contracts.md#odoo-json-2).
 */
final class Json2 implements OdooProtocol {

  private final OdooSettings settings;
  private final OdooHttp http;
  private final OdooErrors errors;

  Json2(OdooSettings settings, OdooHttp http, OdooErrors errors) {
    this.settings = settings;
    this.http = http;
    this.errors = errors;
  }

  @Override
  public JsonNode execute(OdooCall call) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (call.ids() != null) {
      body.put("ids", call.ids());
    }
    body.putAll(call.arguments());
    body.putAll(call.options());
    OdooHttp.Answer answer =
        http.post("/json/2/" + call.model() + "/" + call.method(), body, this::headers);
    if (answer.status() == 200 && answer.json().isMissingNode()) {
      throw errors.noAnswer();
    }
    if (answer.status() == 200) {
      return answer.json();
    }
    throw refusal(call, answer);
  }

  private void headers(HttpHeaders headers) {
    headers.set(HttpHeaders.AUTHORIZATION, "bearer " + settings.password());
    if (!settings.db().isEmpty()) {
      headers.set("X-Odoo-Database", settings.db());
    }
  }

  /** An answer without the name of an error comes from a system in front of Odoo. */
  private RuntimeException refusal(OdooCall call, OdooHttp.Answer answer) {
    String name = answer.json().path("name").asText();
    if (answer.status() == 401 && answer.json().isObject()) {
      return errors.key();
    }
    return name.isEmpty() || OdooErrors.httpLevel(name, answer.status())
        ? errors.status(answer)
        : errors.sort(call, name, answer.json().path("message").asText());
  }
}
