package dev.recado.systems.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.systems.kommo.KommoTokens.Access;
import java.net.URI;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;

/** Calls Kommo over HTTP. It renews a refused token once, and repeats nothing else. */
final class KommoHttp implements KommoTransport {

  private static final int UNAUTHORIZED = 401;

  private final KommoWire wire;
  private final KommoTokens tokens;
  private final KommoErrors errors;

  KommoHttp(KommoWire wire, KommoTokens tokens, KommoErrors errors) {
    this.wire = wire;
    this.tokens = tokens;
    this.errors = errors;
  }

  @Override
  public JsonNode send(KommoCall call) {
    Access access = tokens.current();
    KommoWire.Answer answer = exchange(call, access);
    if (answer.status() == UNAUTHORIZED && answer.json().isObject()) {
      Optional<Access> other = tokens.instead(access);
      if (other.isPresent()) {
        answer = exchange(call, other.get());
      }
    }
    return errors.check(call, answer);
  }

  private KommoWire.Answer exchange(KommoCall call, Access access) {
    return wire.exchange(call.method(), uri(access.url(), call), access.token(), call.body());
  }

  private static URI uri(String url, KommoCall call) {
    UriComponentsBuilder uri = UriComponentsBuilder.fromUriString(url + "/api/v4" + call.path());
    Object[] values = call.query().values().toArray();
    int n = 0;
    for (String name : call.query().keySet()) {
      // As template variables: otherwise a plus in a value would become a space.
      uri.queryParam(name, "{v" + n++ + "}");
    }
    return uri.encode().buildAndExpand(values).toUri();
  }
}
