package dev.recado.systems.odoo;

import dev.recado.ground.process.Exposure;
import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import java.time.Duration;

/** Checks the settings of Odoo (docs/contracts.md#odoo-json-rpc). */
class OdooRule implements SettingsRule {

  private static final String URL = "recado.odoo.url";
  private static final String BECAUSE = "ODOO_URL is";

  @Override
  public void look(Settings settings) {
    settings.typed(
        Duration.class,
        "recado.odoo.settle",
        "recado.odoo.look-again",
        "recado.odoo.reconcile-every");
    settings.address(URL);
    settings.address("recado.odoo.public-url");
    if (settings.has(URL)) {
      if (!settings.text("recado.odoo.protocol").equalsIgnoreCase("json2")) {
        settings.needs("recado.odoo.db", BECAUSE, "Set it to the name of Odoo's database.");
        settings.needs("recado.odoo.username", BECAUSE, "Set it to the user the hub logs in as.");
      }
      settings.needs("recado.odoo.password", BECAUSE, "Set it to that user's password or API key.");
    }
    if (settings.has(URL) || !Exposure.alone(settings.environment())) {
      settings.needsSecret("recado.odoo.webhook-token");
    }
  }
}
