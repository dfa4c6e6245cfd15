package dev.recado.spine.alert;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The alerts of the hub, for pages and probes. */
public final class Alerts {

  /** How long an alert is shown after its all-clear. */
  private static final Duration RECENT = Duration.ofDays(7);

  private final AlertTable table;
  private final Clock clock;

  Alerts(AlertTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /**
   * Lists the alerts that need somebody.
   *
   * @return those without an all-clear, the one that was told last first
   */
  public List<Alert> raised() {
    return table.all(clock.instant());
  }

  /**
   * Lists the alerts of the last seven days.
   *
   * @return the raised ones first, then those with an all-clear, the latest first
   */
  public List<Alert> recent() {
    return table.all(clock.instant().minus(RECENT));
  }
}
