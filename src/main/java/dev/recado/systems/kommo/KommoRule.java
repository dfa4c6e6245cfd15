package dev.recado.systems.kommo;

import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;

/** Checks the settings of Kommo (docs/contracts.md#kommo-sign-in). */
class KommoRule implements SettingsRule {

  private static final String URL = "recado.kommo.url";
  private static final String TOKEN = "recado.kommo.access-token";
  private static final String ID = "recado.kommo.client-id";
  private static final String SECRET = "recado.kommo.client-secret";
  private static final String REDIRECT = "recado.kommo.redirect-uri";

  @Override
  public void look(Settings settings) {
    settings.address(URL);
    settings.address(REDIRECT);
    boolean oauth = settings.has(ID) || settings.has(SECRET) || settings.has(REDIRECT);
    if (oauth && !(settings.has(URL) && settings.has(TOKEN))) {
      String because = "OAuth needs it together with the others";
      settings.needs(ID, because, "Set it to the id of the integration at Kommo.");
      settings.needs(SECRET, because, "Set it to the integration's secret key.");
      settings.needs(REDIRECT, because, "Set it to https://<hub>/oauth/kommo, as registered.");
    } else if (settings.has(URL)) {
      settings.needs(
          TOKEN,
          "KOMMO_URL is",
          "Set it to a long-lived token, or set KOMMO_CLIENT_ID, KOMMO_CLIENT_SECRET and"
              + " KOMMO_REDIRECT_URI.");
    } else if (settings.has(TOKEN)) {
      settings.needs(
          URL, "KOMMO_ACCESS_TOKEN is", "Set it to https://<account>.kommo.com, your account.");
    }
    if (settings.has(URL) || settings.has(ID)) {
      settings.needsSecret("recado.kommo.webhook-token");
    }
  }
}
