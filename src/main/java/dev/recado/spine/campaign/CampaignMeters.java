package dev.recado.spine.campaign;

import dev.recado.ground.loop.Loop;
import dev.recado.ground.process.Daemons;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;

/**
 * The counts of campaigns for Prometheus, by name and outcome: of those at work and those that
 * ended within a day.
 */
final class CampaignMeters implements SmartLifecycle {

  /** Names are free text, and each is a label. */
  private static final int MOST = 20;

  private static final Duration KEPT = Duration.ofDays(1);

  /** A loop that is silent for longer than 15 s counts as stalled. */
  private static final long EVERY_SECONDS = 10;

  private final CampaignTable campaigns;
  private final ProgressQueries progress;
  private final MultiGauge gauge;
  private final Loop loop;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("campaign-meters"));
  private volatile boolean running;

  CampaignMeters(
      CampaignTable campaigns,
      ProgressQueries progress,
      MeterRegistry registry,
      Loop loop,
      Clock clock) {
    this.campaigns = campaigns;
    this.progress = progress;
    this.loop = loop;
    this.clock = clock;
    this.gauge =
        MultiGauge.builder("recado.campaign.people")
            .description("People of campaigns by what became of their message")
            .register(registry);
  }

  @Override
  public void start() {
    running = true;
    timer.scheduleWithFixedDelay(
        loop.guarded(this::count), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /** Counts them now. */
  void count() {
    Map<String, Map<String, Long>> byName = new LinkedHashMap<>();
    for (Campaign campaign : campaigns.recent(clock.instant().minus(KEPT), MOST)) {
      Map<String, Long> sums =
          byName.computeIfAbsent(campaign.plan().name(), any -> new LinkedHashMap<>());
      outcomes(progress.of(campaign)).forEach((what, n) -> sums.merge(what, n, Long::sum));
    }
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    byName.forEach(
        (name, sums) ->
            sums.forEach(
                (what, n) ->
                    rows.add(MultiGauge.Row.of(Tags.of("campaign", name, "outcome", what), n))));
    gauge.register(rows, true);
  }

  private static Map<String, Long> outcomes(Progress it) {
    Map<String, Long> outcomes = new LinkedHashMap<>();
    outcomes.put("planned", it.planned());
    outcomes.put("skipped", it.skipped());
    outcomes.put("sent", it.sent());
    outcomes.put("delivered", it.delivered());
    outcomes.put("read", it.read());
    outcomes.put("failed", it.failed());
    outcomes.put("replied", it.replied());
    outcomes.put("opted_out", it.optedOut());
    return outcomes;
  }

  @Override
  public void stop() {
    running = false;
    timer.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
