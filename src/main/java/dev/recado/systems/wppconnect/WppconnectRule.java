package dev.recado.systems.wppconnect;

import dev.recado.ground.process.Exposure;
import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import java.util.regex.Pattern;

/** Checks the settings of WPPConnect (docs/providers/wppconnect.md). */
class WppconnectRule implements SettingsRule {

  static final String URL = "recado.wppconnect.url";
  static final String SESSION = "recado.wppconnect.session";
  static final String TOKEN = "recado.wppconnect.token";
  static final String WEBHOOK_TOKEN = "recado.wppconnect.webhook-token";
  static final String FORMER_TOKEN = "recado.wppconnect.webhook-token-previous";

  /** The name becomes part of addresses. */
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  @Override
  public void look(Settings settings) {
    settings.address(URL);
    if (settings.has(SESSION) && !NAME.matcher(settings.text(SESSION)).matches()) {
      settings.wrong(
          SESSION,
          "is not the name of a session.",
          "Write letters, digits, hyphens and underscores.");
    }
    settings.partOfAnAddress(WEBHOOK_TOKEN);
    settings.partOfAnAddress(FORMER_TOKEN);
    if (!settings.has(URL)) {
      return;
    }
    settings.needs(
        TOKEN,
        "WPPConnect takes no message without the token of its session",
        "Set it to the token that POST /api/<session>/<secret key>/generate-token answers.");
    if (!Exposure.alone(settings.environment())) {
      settings.needsSecret(WEBHOOK_TOKEN);
    }
  }
}
