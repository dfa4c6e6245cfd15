package dev.recado.systems.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.spine.flow.TryLaterException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Chooses the protocol by the version of this Odoo. */
final class FittingProtocol implements OdooProtocol {

  /** The first version with JSON-2; JSON-RPC is removed in 22. */
  private static final int FIRST_WITH_JSON2 = 19;

  /** Versions look like {@code 19.0}, {@code 19.0-20251001}, {@code saas~19.1+e}. */
  private static final Pattern MAJOR = Pattern.compile("\\d+");

  private final OdooHttp http;
  private final OdooErrors errors;
  private final OdooProtocol jsonRpc;
  private final OdooProtocol json2;
  private volatile @Nullable OdooProtocol known;

  FittingProtocol(OdooHttp http, OdooErrors errors, OdooProtocol jsonRpc, OdooProtocol json2) {
    this.http = http;
    this.errors = errors;
    this.jsonRpc = jsonRpc;
    this.json2 = json2;
  }

  @Override
  public JsonNode execute(OdooCall call) {
    try {
      return protocol().execute(call);
    } catch (TryLaterException e) {
      // After an outage, Odoo may come back as another version.
      known = null;
      throw e;
    }
  }

  private OdooProtocol protocol() {
    OdooProtocol protocol = known;
    if (protocol == null) {
      protocol = major() >= FIRST_WITH_JSON2 ? json2 : jsonRpc;
      known = protocol;
    }
    return protocol;
  }

  /** The major version; versions before 19 do not know the call and answer with an error page. */
  private int major() {
    OdooHttp.Answer answer = http.get("/web/version");
    if (answer.status() >= 500 || answer.status() == 429) {
      throw errors.status(answer);
    }
    Matcher major = MAJOR.matcher(answer.json().path("version").asText());
    return answer.status() == 200 && major.find() ? Integer.parseInt(major.group()) : 0;
  }
}
