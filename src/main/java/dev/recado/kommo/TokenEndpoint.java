package dev.recado.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.flow.TryLaterException;
import dev.recado.flow.UnprocessableException;
import dev.recado.kommo.KommoAccounts.Account;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Exchanges a code or a refresh token for a pair of tokens. */
final class TokenEndpoint {

  private final KommoSettings settings;
  private final KommoWire wire;
  private final Clock clock;

  TokenEndpoint(KommoSettings settings, KommoWire wire, Clock clock) {
    this.settings = settings;
    this.wire = wire;
    this.clock = clock;
  }

  Account byCode(String url, String code) {
    return exchange(url, "authorization_code", "code", code);
  }

  Account byRefresh(Account account) {
    return exchange(account.url(), "refresh_token", "refresh_token", account.refresh());
  }

  private Account exchange(String url, String type, String name, String value) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("client_id", settings.clientId());
    body.put("client_secret", settings.clientSecret());
    body.put("grant_type", type);
    body.put(name, value);
    body.put("redirect_uri", settings.redirectUri());
    KommoWire.Answer answer =
        wire.exchange("POST", URI.create(url + "/oauth2/access_token"), null, body);
    if (answer.status() == 200) {
      return account(url, answer.json());
    }
    throw sort(answer);
  }

  private Account account(String url, JsonNode pair) {
    String access = pair.path("access_token").asText();
    String refresh = pair.path("refresh_token").asText();
    if (access.isEmpty() || refresh.isEmpty()) {
      throw new TryLaterException("O Kommo respondeu sem tokens ao pedido de autorização", null);
    }
    return new Account(
        url, access, refresh, clock.instant().plusSeconds(pair.path("expires_in").asLong()));
  }

  private static RuntimeException sort(KommoWire.Answer answer) {
    int status = answer.status();
    if (status >= 500 || status == 429 || status == 403) {
      return new TryLaterException("O Kommo respondeu " + status + " ao pedido de tokens", null);
    }
    return new UnprocessableException(
        "O Kommo não renova nem concede a autorização (%s): confira KOMMO_CLIENT_ID,"
                .formatted(KommoErrors.said(answer.json()))
            + " KOMMO_CLIENT_SECRET e KOMMO_REDIRECT_URI, e autorize de novo com o endereço que GET"
            + " /api/kommo/authorize dá");
  }
}
