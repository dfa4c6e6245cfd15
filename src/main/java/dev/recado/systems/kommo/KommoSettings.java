package dev.recado.systems.kommo;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Settings of Kommo.
 *
 * @param url the account's own address, such as {@code https://lojacentro.kommo.com} ({@code
 *     KOMMO_URL}); empty with OAuth: the account that was connected
 * @param accessToken a long-lived token ({@code KOMMO_ACCESS_TOKEN}); goes before OAuth
 * @param clientId of the integration ({@code KOMMO_CLIENT_ID})
 * @param clientSecret of the integration ({@code KOMMO_CLIENT_SECRET})
 * @param redirectUri as registered with the integration, {@code https://<hub>/oauth/kommo} ({@code
 *     KOMMO_REDIRECT_URI})
 * @param authorizeUrl where an administrator gives consent
 * @param timeout how long one call may take
 * @param every the time between two calls, over all hubs on this database
 * @param patience how long a call waits for its turn
 * @param blockedFor how long nobody calls after Kommo has shut this address out
 * @param renewAhead how long before its end an access token is exchanged
 * @param keepRecords how long a lead or contact that was read is good
 * @param keepUsers how long the list of users is good
 * @param nobody ids of users whom nobody chose, though leads are theirs; empty: the token's own
 */
@ConfigurationProperties("recado.kommo")
record KommoSettings(
    @DefaultValue("") String url,
    @DefaultValue("") String accessToken,
    @DefaultValue("") String clientId,
    @DefaultValue("") String clientSecret,
    @DefaultValue("") String redirectUri,
    @DefaultValue("https://www.kommo.com/oauth") URI authorizeUrl,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("200ms") Duration every,
    @DefaultValue("5s") Duration patience,
    @DefaultValue("30m") Duration blockedFor,
    @DefaultValue("10m") Duration renewAhead,
    @DefaultValue("60s") Duration keepRecords,
    @DefaultValue("5m") Duration keepUsers,
    @DefaultValue({}) Set<String> nobody) {

  /** Takes the address without a trailing slash. */
  KommoSettings {
    nobody = Set.copyOf(nobody);
    url = StringUtils.trimTrailingCharacter(url.strip(), '/');
  }

  /** Whether leads belong to Kommo, be it connected yet or not. */
  boolean configured() {
    return StringUtils.hasText(url) || StringUtils.hasText(clientId);
  }

  boolean longLived() {
    return StringUtils.hasText(url) && StringUtils.hasText(accessToken);
  }

  boolean oauth() {
    return StringUtils.hasText(clientId)
        && StringUtils.hasText(clientSecret)
        && StringUtils.hasText(redirectUri);
  }

  /** Never a token or secret: a record's own text would show them. */
  @Override
  public String toString() {
    return "KommoSettings[url=" + url + "]";
  }
}
