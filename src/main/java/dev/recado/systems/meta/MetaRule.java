package dev.recado.systems.meta;

import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks the settings of the Cloud API: all four that a number needs, or none. */
class MetaRule implements SettingsRule {

  private static final String ACCESS_TOKEN = "recado.meta.access-token";
  private static final String NUMBER = "recado.meta.phone-number-id";
  private static final String ACCOUNT = "recado.meta.business-account-id";
  private static final String APP_SECRET = "recado.meta.app-secret";
  private static final String FORMER_SECRET = "recado.meta.app-secret-previous";
  private static final String VERIFY_TOKEN = "recado.meta.verify-token";
  private static final String URL = "recado.meta.graph-url";
  private static final String VERSION = "recado.meta.api-version";

  /** Meta's own ids are numbers; they become part of addresses. */
  static final Pattern ID = Pattern.compile("\\d{5,32}");

  static final Pattern RELEASE = Pattern.compile("v\\d{1,3}\\.\\d{1,2}");

  private static final Map<String, String> NEEDED = needed();

  private static Map<String, String> needed() {
    Map<String, String> needed = new LinkedHashMap<>();
    needed.put(
        ACCESS_TOKEN,
        "Set it to the token of a system user with whatsapp_business_messaging (docs/providers/meta.md).");
    needed.put(NUMBER, "Set it to the phone number ID that Meta shows under WhatsApp > API Setup.");
    needed.put(APP_SECRET, "Set it to the app secret that Meta shows under App settings > Basic.");
    needed.put(
        VERIFY_TOKEN,
        "Set it to a long random text, the same as in Meta's webhook settings (openssl rand -hex 24).");
    return needed;
  }

  @Override
  public void look(Settings settings) {
    settings.address(URL);
    id(settings, NUMBER);
    id(settings, ACCOUNT);
    if (settings.has(VERSION) && !RELEASE.matcher(settings.text(VERSION)).matches()) {
      settings.wrong(VERSION, "is not a version of the Graph API.", "Write it as in v23.0.");
    }
    boolean some =
        settings.has(ACCOUNT)
            || settings.has(FORMER_SECRET)
            || NEEDED.keySet().stream().anyMatch(settings::has);
    if (some) {
      NEEDED.forEach(
          (property, remedy) ->
              settings.needs(
                  property, "a number of Meta's Cloud API needs it beside the others", remedy));
    }
  }

  private static void id(Settings settings, String property) {
    if (settings.has(property) && !ID.matcher(settings.text(property)).matches()) {
      settings.wrong(
          property,
          "is not an id of Meta, which is a number.",
          "Copy the ID, not the phone number, from WhatsApp > API Setup.");
    }
  }
}
