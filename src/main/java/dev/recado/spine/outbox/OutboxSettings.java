package dev.recado.spine.outbox;

import dev.recado.spine.channel.Pace;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the outbox.
 *
 * @param pacing {@code true}: each channel's own pace; {@code false}: as fast as the provider
 *     accepts messages ({@code RECADO_PACING})
 * @param quietHours a preset's name, or empty: {@code off} on the simulator, else {@code per-state}
 *     ({@code RECADO_QUIET_HOURS})
 * @param timezone the time zone of numbers without a known area code ({@code RECADO_TIMEZONE})
 * @param retrySchedule the pauses after the first, second … failed attempt; after the last one a
 *     message is a dead letter
 * @param retryJitter by how much a pause may be shorter or longer, as a fraction
 * @param pollEvery how often to look for rows from other processes
 * @param connectors settings by connector or by provider of channels; one that is not listed has
 *     the defaults
 */
@ConfigurationProperties("recado.outbox")
record OutboxSettings(
    @DefaultValue("true") boolean pacing,
    @DefaultValue("") String quietHours,
    @DefaultValue("America/Sao_Paulo") ZoneId timezone,
    List<Duration> retrySchedule,
    @DefaultValue("0.2") double retryJitter,
    @DefaultValue("500ms") Duration pollEvery,
    Map<String, ConnectorSettings> connectors) {

  private static final ConnectorSettings USUAL =
      new ConnectorSettings(8, null, Duration.ofSeconds(10), 20, Duration.ofSeconds(20));

  /** The settings of the channels of a provider. */
  ConnectorSettings of(String provider) {
    return connectors.getOrDefault(provider, USUAL);
  }

  /**
   * Settings of one connector.
   *
   * @param concurrency how many sends may be under way at once
   * @param pace how fast its channel may be used, or null for no limit
   * @param breakerOpen how long the breaker of a failing far side stays open
   * @param breakerCalls the number of last calls among which failures are counted
   * @param slowCall a call that takes longer counts as failed for the breaker
   */
  record ConnectorSettings(
      @DefaultValue("32") int concurrency,
      @Nullable Pace pace,
      @DefaultValue("10s") Duration breakerOpen,
      @DefaultValue("20") int breakerCalls,
      @DefaultValue("20s") Duration slowCall) {}
}
