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

/** Connects an account: sends an administrator to Kommo and takes what comes back. */
public final class KommoOauth {

  /** Kommo's own code is good for twenty minutes, and signing in takes some. */
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
   * @return where an administrator of the account goes with his browser, once and within an hour
   * @throws UnprocessableException where the hub lacks the integration's data
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
    // With "popup" Kommo would go on in the window that opened this one, and there is none.
    return UriComponentsBuilder.fromUri(settings.authorizeUrl())
        .queryParam("client_id", "{client}")
        .queryParam("state", "{state}")
        .queryParam("mode", "post_message")
        .encode()
        .buildAndExpand(settings.clientId(), state)
        .toUri();
  }

  /**
   * Takes what a consent brought back.
   *
   * @param code good once, for twenty minutes
   * @param state as {@link #consent} gave it away
   * @param referer the account's host
   * @return the address of the account that is connected now
   * @throws UnprocessableException where it is not what this hub asked for, or Kommo refuses it
   * @throws dev.recado.spine.flow.TryLaterException where Kommo does not answer
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
   * Tokens and the client's secret go to this host: it must be Kommo's, and the one that was set.
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
