package dev.recado.systems.kommo;

import dev.recado.spine.flow.UnprocessableException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriComponentsBuilder;

/** Connects an account: sends an administrator to Kommo and receives the answer. */
public final class KommoOauth {

  /** Kommo's own code is valid for twenty minutes; this also covers the sign-in before it. */
  private static final Duration CONSENT = Duration.ofMinutes(60);

  private static final Pattern ACCOUNT =
      Pattern.compile("[a-z0-9][a-z0-9-]{0,62}\\.(kommo\\.com|amocrm\\.(com|ru))");

  private final KommoSettings settings;
  private final KommoAccounts accounts;
  private final TokenEndpoint endpoint;
  private final KommoTokens tokens;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  KommoOauth(
      KommoSettings settings,
      KommoAccounts accounts,
      TokenEndpoint endpoint,
      KommoTokens tokens,
      Clock clock) {
    this.settings = settings;
    this.accounts = accounts;
    this.endpoint = endpoint;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * Begins a consent.
   *
   * @return the address that an administrator of the account opens in the browser, once and within
   *     an hour
   * @throws UnprocessableException if the hub lacks the data of the integration
   */
  public URI consent() {
    if (!settings.oauth()) {
      throw new UnprocessableException(
          "Para conectar o Kommo por OAuth, defina KOMMO_CLIENT_ID, KOMMO_CLIENT_SECRET e"
              + " KOMMO_REDIRECT_URI (https://<hub>/oauth/kommo)");
    }
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String state = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    accounts.beginConsent(state, clock.instant().plus(CONSENT));
    // With "popup", Kommo would continue in an opening window, and there is none.
    return UriComponentsBuilder.fromUri(settings.authorizeUrl())
        .queryParam("client_id", "{client}")
        .queryParam("state", "{state}")
        .queryParam("mode", "post_message")
        .encode()
        .buildAndExpand(settings.clientId(), state)
        .toUri();
  }

  /**
   * Finishes a consent with the parameters that Kommo sent back.
   *
   * @param code valid once, for twenty minutes
   * @param state the state from {@link #consent}
   * @param referer the account's host
   * @return the address of the account that is now connected
   * @throws UnprocessableException if this hub did not ask for it, or Kommo refuses it
   * @throws dev.recado.spine.flow.TryLaterException if Kommo does not answer
   */
  public String connect(String code, String state, String referer) {
    if (!accounts.endConsent(state)) {
      throw new UnprocessableException(
          "Esta autorização não foi pedida aqui, já foi usada ou venceu: comece de novo com o endereço"
              + " que GET /api/kommo/authorize dá");
    }
    KommoAccounts.Account account = endpoint.byCode(account(referer), code);
    tokens.connected(account);
    return account.url();
  }

  /**
   * Checks the host: it receives the tokens and the client's secret, so it must be Kommo's, and the
   * configured one if one is set.
   */
  private String account(String referer) {
    String host = referer.strip().toLowerCase(Locale.ROOT);
    if (StringUtils.hasText(settings.url())) {
      if (host.equals(host(settings.url()))) {
        return settings.url();
      }
      throw new UnprocessableException(
          "A conta autorizada não é a de KOMMO_URL: escolha a conta %s no Kommo, ou mude KOMMO_URL"
              .formatted(host(settings.url())));
    }
    if (!ACCOUNT.matcher(host).matches()) {
      throw new UnprocessableException(
          "O endereço de conta que voltou não é do Kommo: comece de novo com o endereço que GET"
              + " /api/kommo/authorize dá");
    }
    return "https://" + host;
  }

  private static String host(String url) {
    return String.valueOf(URI.create(url).getHost());
  }
}
