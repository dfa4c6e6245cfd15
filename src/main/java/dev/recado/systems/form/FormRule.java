package dev.recado.systems.form;

import dev.recado.ground.process.Exposure;
import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;

/** Checks the settings of site forms. */
class FormRule implements SettingsRule {

  private static final String SECRET = "recado.sources.form.secret";

  @Override
  public void look(Settings settings) {
    settings.partOfAnAddress(SECRET);
    if (!Exposure.alone(settings.environment())) {
      settings.needsSecret(SECRET);
    }
  }
}
