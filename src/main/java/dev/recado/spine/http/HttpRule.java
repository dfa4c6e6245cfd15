package dev.recado.spine.http;

import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Checks the credentials of flows. A mistake would show only when an event comes, and then with
 * each.
 */
class HttpRule implements SettingsRule {

  private static final String PLACES = "recado.http.credential-places.";
  private static final String OAUTH = "recado.http.oauth.";
  private static final String SECRETS = "recado.http.credentials.";
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s/?#@]+([/?]\\S*)?");

  @Override
  public void look(Settings settings) {
    Binder binder = Binder.get(settings.environment());
    Map<String, String> secrets = map(binder, "recado.http.credentials", String.class);
    map(binder, "recado.http.credential-places", String.class)
        .forEach((name, place) -> place(settings, secrets, name, place));
    map(binder, "recado.http.oauth", HttpSettings.OAuth.class)
        .forEach((name, oauth) -> token(settings, secrets, name, oauth));
  }

  /** A name in the environment is known only in this way. */
  private static <T> Map<String, T> map(Binder binder, String prefix, Class<T> type) {
    return binder.bind(prefix, Bindable.mapOf(String.class, type)).orElse(Map.of());
  }

  private static void place(
      Settings settings, Map<String, String> secrets, String name, String place) {
    if (Credential.Place.read(place).isEmpty()) {
      settings.wrong(
          PLACES + name,
          "is no place for a credential.",
          "Write header:X-Api-Key or query:key with the name that the other system wants.");
    }
    if (secrets.getOrDefault(name, "").isBlank()) {
      settings.wrong(
          SECRETS + name,
          "is not set, and there is a place for this credential.",
          "Set it to the secret, or remove the place.");
    }
  }

  private static void token(
      Settings settings, Map<String, String> secrets, String name, HttpSettings.OAuth oauth) {
    String prefix = OAUTH + name;
    given(settings, prefix + ".token-url", oauth.tokenUrl(), "the address that gives tokens");
    given(settings, prefix + ".client-id", oauth.clientId(), "the hub's name at that server");
    given(settings, prefix + ".client-secret", oauth.clientSecret(), "the hub's secret there");
    if (!oauth.tokenUrl().isBlank() && !ADDRESS.matcher(oauth.tokenUrl()).matches()) {
      settings.wrong(
          prefix + ".token-url",
          "is not an address.",
          "Write it with http:// or https:// and the name of the host, without blanks.");
    }
    if (!oauth.secretIn().equals("header") && !oauth.secretIn().equals("body")) {
      settings.wrong(
          prefix + ".secret-in",
          "is neither header nor body.",
          "Write header (HTTP Basic, the usual way) or body.");
    }
    if (secrets.containsKey(name)) {
      settings.wrong(
          SECRETS + name, "and " + prefix + " have the same name.", "Rename one of them.");
    }
  }

  private static void given(Settings settings, String property, String value, String what) {
    if (value.isBlank()) {
      settings.wrong(
          property,
          "is not set, and a token of OAuth 2 cannot be had without it.",
          "Set it to " + what + ".");
    }
  }
}
