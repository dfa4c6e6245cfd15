package dev.recado.systems.waha;

import dev.recado.ground.process.Exposure;
import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import java.time.Duration;
import java.util.regex.Pattern;

/** Checks the settings of WAHA (docs/contracts.md#waha-session). */
class WahaRule implements SettingsRule {

  private static final String SESSION = "recado.waha.session";
  private static final String WEBHOOK_URL = "recado.waha.webhook-url";

  /** The name becomes part of addresses. */
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  @Override
  public void look(Settings settings) {
    settings.address(WahaAddress.URL);
    settings.address(WEBHOOK_URL);
    settings.typed(Boolean.class, "recado.waha.history.enabled", "recado.waha.seen");
    settings.typed(
        Duration.class,
        "recado.waha.look-every",
        "recado.waha.history.after",
        "recado.waha.history.most",
        "recado.waha.history.silence");
    if (settings.has(SESSION) && !NAME.matcher(settings.text(SESSION)).matches()) {
      settings.wrong(
          SESSION,
          "is not the name of a session.",
          "Write letters, digits, hyphens and underscores.");
    }
    if (Exposure.sameMachine(settings.environment(), WahaAddress.URL)) {
      return;
    }
    if (settings.has(WahaAddress.URL)) {
      settings.needs(
          WahaAddress.API_KEY,
          "the WAHA at WAHA_URL is not on this machine, so it should need a key",
          "Set it to the key that WAHA was given as its own WAHA_API_KEY.");
    }
    // With another provider and without an address there is no WAHA, and nothing that it could
    // sign.
    if (settings.has(WahaAddress.URL) || WahaAddress.simulated(settings.environment())) {
      settings.needsSecret(WahaAddress.HMAC_KEY);
    }
  }
}
