package dev.recado.spine.alert;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Channels by which no process can send, for longer than a short grace. */
final class ChannelsDown implements Watch {

  private final Reports reports;
  private final Channels channels;
  private final AlertSettings settings;

  ChannelsDown(Reports reports, Channels channels, AlertSettings settings) {
    this.reports = reports;
    this.channels = channels;
    this.settings = settings;
  }

  @Override
  public List<Condition> look(Instant now) {
    Optional<Duration> grace = settings.grace();
    if (grace.isEmpty()) {
      return List.of();
    }
    return reports.down(now).stream()
        .filter(down -> channels.named(down.channel()).filter(Channel::active).isPresent())
        .filter(down -> !down.since().plus(grace.get()).isAfter(now))
        .map(down -> condition(down, grace.get(), now))
        .toList();
  }

  private static Condition condition(Reports.Down down, Duration grace, Instant now) {
    Duration age = Duration.between(down.since(), now);
    String text =
        "O canal %s não envia há %s; as mensagens esperam.%s"
            .formatted(down.channel(), Words.time(age), Words.reason("Motivo", down.trouble()));
    return new Condition(
        AlertKind.CHANNEL_DOWN,
        down.channel(),
        down.since(),
        BigDecimal.valueOf(age.toSeconds()),
        BigDecimal.valueOf(grace.toSeconds()),
        "s",
        text,
        "/api/channels/" + down.channel());
  }
}
