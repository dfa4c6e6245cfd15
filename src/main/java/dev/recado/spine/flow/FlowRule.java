package dev.recado.spine.flow;

import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import java.time.Duration;
import java.util.List;

/**
 * Checks how long the hub's own flows wait. Otherwise a mistake would show only when an event
 * comes.
 */
class FlowRule implements SettingsRule {

  private static final List<String> MAY_BE_OFF =
      List.of("recado.opening.follow-up", "recado.lead.incomplete-after");

  @Override
  public void look(Settings settings) {
    settings.typed(Duration.class, "recado.opening.settle", "recado.opening.look-again");
    MAY_BE_OFF.stream()
        .filter(wait -> !settings.text(wait).equalsIgnoreCase("off"))
        .forEach(wait -> settings.typed(Duration.class, wait));
  }
}
