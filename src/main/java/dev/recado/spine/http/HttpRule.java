package dev.recado.spine.http;

import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Checks the credentials of flows. A mistake would show only when an event comes, and then with
 * each.
 */
class HttpRule implements SettingsRule {

  private static final String PLACES = "recado.http.credential-places.";
  private static final String OAUTH = "recado.http.oauth.";

  @Override
  public void look(Settings settings) {
    Binder binder = Binder.get(settings.environment());
    map(binder, "recado.http.credential-places", String.class)
        .forEach((name, place) -> place(settings, name, place));
    map(binder, "recado.http.oauth", HttpSettings.OAuth.class)
        .forEach((name, oauth) -> token(settings, name, oauth));
  }

  private static <T> Map<String, T> map(Binder binder, String prefix, Class<T> type) {
    return binder.bind(prefix, Bindable.mapOf(String.class, type)).orElse(Map.of());
  }

  private static void place(Settings settings, String name, String place) {
    if (Credential.Place.read(place).isEmpty()) {
      settings.wrong(
          PLACES + name,
          "is no place for a credential.",
          "Write header:X-Api-Key or query:key with the name that the other system wants.");
    }
    settings.needs(
        "recado.http.credentials." + name,
        "there is a place for this credential",
        "Set it to the secret, or remove the place.");
  }

  private static void token(Settings settings, String name, HttpSettings.OAuth oauth) {
    String prefix = OAUTH + name;
    String because = "a token of OAuth 2 cannot be had without it";
    settings.needs(prefix + ".token-url", because, "Set it to the address that gives tokens.");
    settings.address(prefix + ".token-url");
    settings.needs(prefix + ".client-id", because, "Set it to the hub's name at that server.");
    settings.needs(
        prefix + ".client-secret", because, "Set it to the hub's secret at that server.");
    if (!oauth.secretIn().equals("header") && !oauth.secretIn().equals("body")) {
      settings.wrong(
          prefix + ".secret-in",
          "is neither header nor body.",
          "Write header (HTTP Basic, the usual way) or body.");
    }
    if (settings.has("recado.http.credentials." + name)) {
      settings.wrong(
          "recado.http.credentials." + name,
          "and " + prefix + " are credentials of the same name.",
          "Rename one of them.");
    }
  }
}
