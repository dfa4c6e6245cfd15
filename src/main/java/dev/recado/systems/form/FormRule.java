package dev.recado.systems.form;

import dev.recado.ground.process.Exposure;
import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;

/** Checks the settings of site forms. */
class FormRule implements SettingsRule {

  @Override
  public void look(Settings settings) {
    if (!Exposure.alone(settings.environment())) {
      settings.needsSecret("recado.form.webhook-token");
    }
  }
}
