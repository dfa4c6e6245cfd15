package dev.recado.form;

import dev.recado.settings.Settings;
import dev.recado.settings.SettingsRule;
import dev.recado.startup.Exposure;

/** What site forms need to be set. */
class FormRule implements SettingsRule {

  @Override
  public void look(Settings settings) {
    if (!Exposure.alone(settings.environment())) {
      settings.needsSecret("recado.form.webhook-token");
    }
  }
}
