package dev.recado.systems.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.systems.kommo.KommoAccounts.Account;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Exchanges a code or a refresh token for a pair of tokens. */
final class TokenEndpoint {

  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,8192}");

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
    JsonNode seconds = pair.path("expires_in");
    boolean whole =
        isToken(pair.path("access_token"))
            && isToken(pair.path("refresh_token"))
            && seconds.isInt()
            && seconds.intValue() > 0;
    if (!whole) {
      throw new TryLaterException("O Kommo respondeu sem tokens ao pedido de autorização", null);
    }
    return new Account(
        url,
        pair.path("access_token").asText(),
        pair.path("refresh_token").asText(),
        clock.instant().plusSeconds(seconds.intValue()));
  }

  /** Checks a token, because it goes into a header of each call. */
  private static boolean isToken(JsonNode node) {
    return node.isTextual() && TOKEN.matcher(node.asText()).matches();
  }

  private static RuntimeException sort(KommoWire.Answer answer) {
    int status = answer.status();
    boolean answered = answer.json().isObject() && status >= 400;
    if (!answered || status >= 500 || status == 429 || status == 403) {
      return new TryLaterException("O Kommo respondeu " + status + " ao pedido de tokens", null);
    }
    return new UnprocessableException(
        "O Kommo não renova nem concede a autorização (%s): confira KOMMO_CLIENT_ID,"
                .formatted(KommoErrors.said(answer.json()))
            + " KOMMO_CLIENT_SECRET e KOMMO_REDIRECT_URI, e autorize de novo com o endereço que GET"
            + " /api/kommo/authorize dá");
  }
}
