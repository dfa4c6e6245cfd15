package dev.recado.api.security;

import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Checks the settings of the web API. */
class WebRule implements SettingsRule {

  private static final String PASSWORD = "recado.admin-password";
  private static final String PROXIES = "recado.trusted-proxies";

  @Override
  public void look(Settings settings) {
    settings.typed(Duration.class, "recado.chat.patience");
    settings.reading(PROXIES, () -> new TrustedProxies(settings.text(PROXIES)));
    int bytes = settings.text(PASSWORD).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > FirstUser.LONGEST) {
      settings.wrong(
          PASSWORD, "is longer than " + FirstUser.LONGEST + " bytes.", "Set a shorter one.");
    }
  }
}
