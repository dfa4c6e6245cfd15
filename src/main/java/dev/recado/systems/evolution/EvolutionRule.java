package dev.recado.systems.evolution;

import dev.recado.ground.process.Exposure;
import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import java.util.regex.Pattern;

/** Checks the settings of Evolution (docs/providers/evolution.md). */
class EvolutionRule implements SettingsRule {

  static final String URL = "recado.evolution.url";
  static final String INSTANCE = "recado.evolution.instance";
  static final String API_KEY = "recado.evolution.api-key";
  static final String WEBHOOK_TOKEN = "recado.evolution.webhook-token";
  static final String FORMER_TOKEN = "recado.evolution.webhook-token-previous";

  /** The name becomes part of addresses. */
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  @Override
  public void look(Settings settings) {
    settings.address(URL);
    if (settings.has(INSTANCE) && !NAME.matcher(settings.text(INSTANCE)).matches()) {
      settings.wrong(
          INSTANCE,
          "is not the name of an instance.",
          "Write letters, digits, hyphens and underscores.");
    }
    settings.partOfAnAddress(WEBHOOK_TOKEN);
    settings.partOfAnAddress(FORMER_TOKEN);
    if (!settings.has(URL)) {
      return;
    }
    settings.needs(
        INSTANCE,
        "one Evolution serves several instances",
        "Set it to the name of the instance that sends.");
    settings.needs(
        API_KEY,
        "Evolution takes no message without a key",
        "Set it to the key of the instance, or to Evolution's own AUTHENTICATION_API_KEY.");
    if (!Exposure.alone(settings.environment())) {
      settings.needsSecret(WEBHOOK_TOKEN);
    }
  }
}
