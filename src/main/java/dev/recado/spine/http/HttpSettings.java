package dev.recado.spine.http;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the HTTP calls of flows.
 *
 * @param credentials values of credentials, by the names that flows use
 * @param credentialPlaces where a credential is sent, by its name: {@code header:X-Api-Key} or
 *     {@code query:key}; if left out, in the header {@code Authorization}
 * @param oauth credentials that are tokens of OAuth 2, by the names that flows use
 */
@ConfigurationProperties("recado.http")
record HttpSettings(
    @DefaultValue Map<String, String> credentials,
    @DefaultValue Map<String, String> credentialPlaces,
    @DefaultValue Map<String, OAuth> oauth) {

  /**
   * How the hub gets a token: OAuth 2 with client credentials.
   *
   * @param tokenUrl the address that gives tokens
   * @param clientId the name of this hub there
   * @param clientSecret the secret of this hub there
   * @param scope what the token is for, or null; several are separated by blanks
   * @param secretIn where the secret is sent: {@code header} (HTTP Basic) or {@code body}
   */
  record OAuth(
      @DefaultValue("") String tokenUrl,
      @DefaultValue("") String clientId,
      @DefaultValue("") String clientSecret,
      @Nullable String scope,
      @DefaultValue("header") String secretIn) {

    /** Leaves out the secret. */
    @Override
    public String toString() {
      return "OAuth[tokenUrl=" + tokenUrl + "]";
    }
  }

  /** Lists the names of all credentials. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(credentials.keySet());
    names.addAll(oauth.keySet());
    return names;
  }

  /**
   * Finds what is set for a credential. A variable has capitals and no hyphens: the credential
   * {@code my-crm} comes as {@code mycrm}.
   */
  static <V> @Nullable V of(Map<String, V> values, String credential) {
    V exact = values.get(credential);
    return exact != null
        ? exact
        : values.entrySet().stream()
            .filter(value -> plain(value.getKey()).equals(plain(credential)))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(null);
  }

  /** The name of a credential as a variable holds it. */
  static String plain(String name) {
    return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
  }

  /** Leaves out the values. The default text of a record would show them. */
  @Override
  public String toString() {
    return "HttpSettings[credentials=" + names() + "]";
  }
}
