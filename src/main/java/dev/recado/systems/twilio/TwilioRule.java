package dev.recado.systems.twilio;

import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import java.util.List;
import java.util.regex.Pattern;

/** Checks the settings of Twilio. One of the three that belong together needs the others. */
class TwilioRule implements SettingsRule {

  static final String ACCOUNT = "recado.twilio.account-sid";
  static final String TOKEN = "recado.twilio.auth-token";
  static final String FORMER_TOKEN = "recado.twilio.auth-token-previous";
  static final String FROM = "recado.twilio.from";
  static final String API_URL = "recado.twilio.api-url";
  static final String WEBHOOK_URL = "recado.twilio.webhook-url";

  static final Pattern ACCOUNT_FORM = Pattern.compile("AC[0-9a-fA-F]{32}");
  static final Pattern FROM_FORM = Pattern.compile("\\+?[1-9]\\d{7,14}|MG[0-9a-fA-F]{32}");

  @Override
  public void look(Settings settings) {
    settings.address(API_URL);
    settings.address(WEBHOOK_URL);
    form(
        settings,
        ACCOUNT,
        ACCOUNT_FORM,
        "is not the SID of an account.",
        "Copy it from the start page of Twilio's console: AC and 32 letters and digits.");
    form(
        settings,
        FROM,
        FROM_FORM,
        "is neither a phone nor the SID of a messaging service.",
        "Write digits with the country, such as +5511987650000, or MG and 32 letters and digits.");
    if (List.of(ACCOUNT, TOKEN, FROM).stream().anyMatch(settings::has)) {
      String because = "another setting of Twilio is set";
      settings.needs(ACCOUNT, because, "Set it to the Account SID of Twilio's console (AC…).");
      settings.needs(TOKEN, because, "Set it to the primary Auth Token of Twilio's console.");
      settings.needs(
          FROM,
          because,
          "Set it to the WhatsApp sender, such as +5511987650000, or a service (MG…).");
    }
  }

  private static void form(
      Settings settings, String property, Pattern form, String what, String remedy) {
    if (settings.has(property) && !form.matcher(settings.text(property)).matches()) {
      settings.wrong(property, what, remedy);
    }
  }
}
