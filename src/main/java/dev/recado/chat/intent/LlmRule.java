package dev.recado.chat.intent;

import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import java.util.Arrays;
import java.util.Locale;

/** Checks the settings of the LLM (docs/contracts.md#llm-addresses-and-keys). */
class LlmRule implements SettingsRule {

  private static final String PROVIDER = "recado.llm.provider";
  private static final String URL = "recado.llm.base-url";

  @Override
  public void look(Settings settings) {
    settings.address(URL);
    numbers(settings);
    String name = settings.text(PROVIDER).toUpperCase(Locale.ROOT);
    Provider provider =
        Arrays.stream(Provider.values())
            .filter(each -> name.isEmpty() ? each == Provider.NONE : each.name().equals(name))
            .findFirst()
            .orElse(null);
    if (provider == null) {
      settings.wrong(PROVIDER, "is no provider.", "Write none, openai, ollama or anthropic.");
    } else if (provider != Provider.NONE) {
      needed(settings, provider);
    }
  }

  private static void needed(Settings settings, Provider provider) {
    String because = "LLM_PROVIDER is " + provider.label();
    if (!provider.hasHome()) {
      settings.needs(URL, because, "Set it to the address of the LLM (http://localhost:11434).");
    }
    settings.needs(
        "recado.llm.model", because, "Set it to the model's name, or LLM_PROVIDER to none.");
    if (provider.asksForKey(settings.text(URL))) {
      settings.needs(
          "recado.llm.api-key", because, "Set it to the provider's key, or LLM_PROVIDER to none.");
    }
  }

  private static void numbers(Settings settings) {
    String timeout = settings.text("recado.llm.timeout");
    if (timeout.matches("(-\\d+|0+)(ns|us|ms|s|m|h|d)?")) {
      settings.wrong(
          "recado.llm.timeout", "leaves the LLM no time.", "Write some seconds, such as 8s.");
    }
    if (settings.text("recado.llm.max-tokens").matches("-\\d+|0+")) {
      settings.wrong("recado.llm.max-tokens", "is less than one.", "Write 1024, or leave it out.");
    }
    String temperature = settings.text("recado.llm.temperature");
    if (temperature.matches("-?\\d+(\\.\\d+)?")) {
      double value = Double.parseDouble(temperature);
      if (value < 0 || value > 2) {
        settings.wrong("recado.llm.temperature", "is not between 0 and 2.", "Write 0.7, say.");
      }
    }
  }
}
