package dev.recado.spine.alert;

import dev.recado.ground.database.DatabaseAway;
import dev.recado.ground.loop.Loop;
import dev.recado.ground.process.Daemons;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.outbox.Dispatch;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Reports at least every ten seconds by which channels this process can send. */
final class Reporter implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final UUID process = UUID.randomUUID();
  private final Dispatch dispatch;
  private final Channels channels;
  private final Reports reports;
  private final Loop loop;
  private final Duration every;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Daemons.named("channel-reports"));

  Reporter(
      Dispatch dispatch,
      Channels channels,
      Reports reports,
      Loop loop,
      Duration looks,
      Clock clock) {
    this.dispatch = dispatch;
    this.channels = channels;
    this.reports = reports;
    this.loop = loop;
    this.every = looks.compareTo(LONGEST) < 0 ? looks : LONGEST;
    this.clock = clock;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    thread.scheduleWithFixedDelay(
        loop.guarded(this::report), 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void report() {
    Map<String, String> troubles = new HashMap<>();
    Map<String, String> known = dispatch.troubles();
    channels.all().stream()
        .filter(Channel::active)
        .forEach(channel -> troubles.put(channel.id(), known.getOrDefault(channel.id(), "")));
    try {
      reports.write(process, troubles, clock.instant());
    } catch (RuntimeException e) {
      if (!DatabaseAway.explains(e)) {
        throw e;
      }
      loop.failed(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    thread.shutdownNow();
    loop.end();
  }
}
