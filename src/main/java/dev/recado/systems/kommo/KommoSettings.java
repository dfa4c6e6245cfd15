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
 *     KOMMO_URL}); empty with OAuth, which uses the connected account
 * @param accessToken a long-lived token ({@code KOMMO_ACCESS_TOKEN}); has precedence over OAuth
 * @param clientId of the integration ({@code KOMMO_CLIENT_ID})
 * @param clientSecret of the integration ({@code KOMMO_CLIENT_SECRET})
 * @param redirectUri as registered with the integration, {@code https://<hub>/oauth/kommo} ({@code
 *     KOMMO_REDIRECT_URI})
 * @param authorizeUrl where an administrator gives consent
 * @param timeout how long one call may take
 * @param every the time between two calls, over all hubs on this database
 * @param patience how long a call waits for its turn
 * @param blockedFor how long all calls stop after Kommo has blocked this address
 * @param renewAhead how long before its end an access token is exchanged
 * @param keepRecords how long a lead or contact that was read is reused
 * @param keepUsers how long the list of users is reused
 * @param nobody ids of users who own leads without being chosen; if empty, the token's own user
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

  /** Removes a trailing slash from the address. */
  KommoSettings {
    nobody = Set.copyOf(nobody);
    url = StringUtils.trimTrailingCharacter(url.strip(), '/');
  }

  /** Whether Kommo keeps the leads, connected yet or not. */
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

  /** Leaves tokens and secrets out, because the default text of a record would show them. */
  @Override
  public String toString() {
    return "KommoSettings[url=" + url + "]";
  }
}
