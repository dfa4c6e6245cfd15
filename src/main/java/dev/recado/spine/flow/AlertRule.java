package dev.recado.spine.flow;

import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;

/**
 * The phone for alerts must be a number that a flow can write to. With a wrong number, every event
 * that raises an alert would become a dead letter.
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
