package dev.recado.spine.alert;

import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.flow.WhatsAppTargets;
import java.time.Duration;
import java.util.List;

/**
 * Checks where alerts go and when they are raised. With a wrong phone, every event that raises an
 * alert would become a dead letter; with a wrong threshold, nobody would ever be told.
 */
class AlertRule implements SettingsRule {

  private static final String PHONE = "recado.alert.phone";
  private static final String RATE = "recado.alert.failure-rate";
  private static final String DEAD_LETTERS = "recado.alert.dead-letters";
  private static final String QUALITY = "recado.alert.quality";
  private static final List<String> TIMES =
      List.of("recado.alert.p95", "recado.alert.oldest-unsent", "recado.alert.channel-down");

  @Override
  public void look(Settings settings) {
    phone(settings);
    settings.address("recado.alert.webhook-url");
    TIMES.stream()
        .filter(time -> !off(settings, time))
        .forEach(time -> settings.typed(Duration.class, time));
    if (!off(settings, RATE) && !settings.text(RATE).matches("\\d{1,2}([.,]\\d+)?\\s*%?")) {
      settings.wrong(
          RATE, "is no percentage.", "Write a number from 0 to 99, such as 5 or 7.5, or off.");
    }
    if (!off(settings, DEAD_LETTERS) && !settings.text(DEAD_LETTERS).matches("[1-9]\\d{0,8}")) {
      settings.wrong(DEAD_LETTERS, "is no number of dead letters.", "Write 1 or more, or off.");
    }
    if (!off(settings, QUALITY) && !settings.text(QUALITY).matches("(?i)yellow|red")) {
      settings.wrong(QUALITY, "is no level of quality.", "Write YELLOW, RED or off.");
    }
  }

  private static boolean off(Settings settings, String property) {
    return !settings.has(property) || settings.text(property).equalsIgnoreCase(AlertSettings.OFF);
  }

  private static void phone(Settings settings) {
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
