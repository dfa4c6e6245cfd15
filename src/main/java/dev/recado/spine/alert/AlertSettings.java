package dev.recado.spine.alert;

import dev.recado.ground.settings.WrittenDuration;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The thresholds of alerts. Each of the last six is {@code off} for no such alert.
 *
 * @param every the time between two looks
 * @param repeat the pause before an alert that goes on is told again ({@code ALERT_REPEAT})
 * @param calm how long the cause must be gone before the all-clear ({@code ALERT_CALM})
 * @param window which messages and answers count for rates and times: the latest ones ({@code
 *     ALERT_WINDOW})
 * @param least with fewer of them there is no rate and no time ({@code ALERT_LEAST})
 * @param failureRate in percent of the messages that ended ({@code ALERT_FAILURE_RATE})
 * @param p95 the time within which 95 of 100 answers come ({@code ALERT_P95})
 * @param oldestUnsent how long a message may wait although it is due ({@code ALERT_OLDEST_UNSENT})
 * @param channelDown how long a channel may be in trouble ({@code ALERT_CHANNEL_DOWN})
 * @param deadLetters how many new ones are told ({@code ALERT_DEAD_LETTERS})
 * @param quality {@code YELLOW} or {@code RED}: the first level that is told ({@code
 *     ALERT_QUALITY})
 */
@ConfigurationProperties("recado.alert")
record AlertSettings(
    @DefaultValue("30s") Duration every,
    @DefaultValue("1h") Duration repeat,
    @DefaultValue("5m") Duration calm,
    @DefaultValue("15m") Duration window,
    @DefaultValue("20") int least,
    @DefaultValue("5") String failureRate,
    @DefaultValue("2s") String p95,
    @DefaultValue("15m") String oldestUnsent,
    @DefaultValue("2m") String channelDown,
    @DefaultValue("1") String deadLetters,
    @DefaultValue("YELLOW") String quality) {

  static final String OFF = "off";

  Optional<BigDecimal> highestFailureRate() {
    return on(failureRate).map(AlertSettings::percent);
  }

  Optional<Duration> slowest() {
    return on(p95).map(WrittenDuration::read);
  }

  Optional<Duration> longestUnsent() {
    return on(oldestUnsent).map(WrittenDuration::read);
  }

  Optional<Duration> grace() {
    return on(channelDown).map(WrittenDuration::read);
  }

  Optional<Integer> fewestDeadLetters() {
    return on(deadLetters).map(Integer::valueOf);
  }

  Optional<Integer> worstQuality() {
    return on(quality).map(text -> text.equalsIgnoreCase("RED") ? Quality.RED : Quality.YELLOW);
  }

  /** Reads {@code 5}, {@code 7.5} or {@code 7,5 %}. */
  static BigDecimal percent(String text) {
    return new BigDecimal(text.replace("%", "").replace(',', '.').strip());
  }

  private static Optional<String> on(String text) {
    String value = text.strip();
    return value.isEmpty() || value.equalsIgnoreCase(OFF) ? Optional.empty() : Optional.of(value);
  }
}
