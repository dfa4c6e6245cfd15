package dev.recado.spine.cleanup;

import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import org.jspecify.annotations.Nullable;

/** Checks how long rows are kept, before anything starts. */
class CleanUpRule implements SettingsRule {

  private static final String MESSAGES = "recado.keep.messages";
  private static final String EVENTS = "recado.keep.events";
  private static final String TOO_SHORT =
      "is no time of at least 30 days, for which senders may repeat a webhook.";

  @Override
  public void look(Settings settings) {
    if (unusable(null, settings.text(EVENTS))) {
      settings.wrong(EVENTS, TOO_SHORT, "Write 90d, or 0s to keep events for ever.");
    } else if (unusable(settings.text(MESSAGES), "30d")) {
      settings.wrong(MESSAGES, TOO_SHORT, "Write 365d, or 0s to keep messages for ever.");
    } else if (unusable(settings.text(MESSAGES), settings.text(EVENTS))) {
      settings.wrong(
          MESSAGES,
          "is shorter than RECADO_KEEP_EVENTS, and a replay of an event knows by its messages what was sent.",
          "Keep messages at least as long as events.");
    }
  }

  private static boolean unusable(@Nullable String messages, String events) {
    try {
      Keep.of(messages, events);
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }
}
