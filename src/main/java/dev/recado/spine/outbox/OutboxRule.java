package dev.recado.spine.outbox;

import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import java.time.ZoneOffset;

/** Checks the settings of the gate. */
class OutboxRule implements SettingsRule {

  private static final String HOURS = "recado.outbox.quiet-hours";

  @Override
  public void look(Settings settings) {
    if (settings.has(HOURS)) {
      try {
        QuietHours.preset(settings.text(HOURS), ZoneOffset.UTC);
      } catch (IllegalArgumentException e) {
        settings.wrong(HOURS, "is neither a preset nor hours.", QuietHours.REMEDY);
      }
    }
  }
}
