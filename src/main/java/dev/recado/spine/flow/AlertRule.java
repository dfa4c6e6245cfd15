package dev.recado.spine.flow;

import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;

/**
 * Whom flows alert must be somebody whom a flow can write to: a wrong number would make a dead
 * letter of every event that has something to tell him.
 */
class AlertRule implements SettingsRule {

  private static final String PHONE = "recado.alert.phone";

  @Override
  public void look(Settings settings) {
    if (settings.has(PHONE)) {
      try {
        WhatsAppTargets.address(settings.text(PHONE));
      } catch (UnprocessableException no) {
        settings.wrong(
            PHONE,
            "is no phone that WhatsApp could reach.",
            "Write the digits with country and area code, such as 5511987654321.");
      }
    }
  }
}
