package dev.recado.spine.outbox;

import dev.recado.ground.phone.Phones;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.channel.Pace;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the gate lets out a message that the hub begins, so that others need not hand it
 * messages which it would only hold.
 */
public final class WritingHours {

  private final Lanes lanes;
  private final Channels channels;
  private final OutboxSettings settings;

  WritingHours(Lanes lanes, Channels channels, OutboxSettings settings) {
    this.lanes = lanes;
    this.channels = channels;
    this.settings = settings;
  }

  /**
   * Tells whether a text names hours.
   *
   * @param hours such as {@code 09:00-18:00} (Monday to Saturday) or {@code seg-sex 09:00-18:00,
   *     sab 09:00-12:00}
   */
  public static boolean readable(String hours) {
    try {
      QuietHours.preset(hours, ZoneId.of("UTC"));
      return hours.indexOf(':') > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Tells from when on a message may go out.
   *
   * @param channel its channel, or {@link Channel#ANY} for the preferred one
   * @param hours the hours of its batch, or null
   * @param address the receiver's phone
   * @param now the time
   * @return empty if it may go now
   */
  public Optional<Instant> opening(
      String channel, @Nullable String hours, String address, Instant now) {
    Optional<String> area = Phones.areaCode(address);
    Instant at = now;
    // Hours of two kinds may exclude each other for ever.
    for (int turn = 0; turn < 30; turn++) {
      Instant from = at;
      Optional<Instant> later =
          rules(channel, hours)
              .flatMap(rule -> rule.nextOpening(from, area).stream())
              .max(Instant::compareTo);
      if (later.isEmpty()) {
        return at.equals(now) ? Optional.empty() : Optional.of(at);
      }
      at = later.get();
    }
    return Optional.of(at);
  }

  /**
   * Tells until when messages may go out.
   *
   * @param channel as in {@link #opening}
   * @param hours the hours of the batch, or null
   * @param address the receiver's phone
   * @param now a time at which they may
   * @return empty if there is no end
   */
  public Optional<Instant> closing(
      String channel, @Nullable String hours, String address, Instant now) {
    Optional<String> area = Phones.areaCode(address);
    return rules(channel, hours)
        .flatMap(rule -> rule.nextClosing(now, area).stream())
        .min(Instant::compareTo);
  }

  /**
   * Tells whether the hub may ever write first by a channel within some hours.
   *
   * @param channel as in {@link #opening}
   * @param hours the hours of the batch
   * @param address the receiver's phone, or null: to anybody
   * @return false if a message would wait for ever
   */
  public boolean ever(String channel, String hours, @Nullable String address) {
    QuietHours own = QuietHours.preset(hours, settings.timezone());
    return quiet(channel).stream()
        .allMatch(
            quiet ->
                address == null
                    ? quiet.meetsSomewhere(own)
                    : quiet.meets(own, Phones.areaCode(address)));
  }

  private Stream<QuietHours> rules(String channel, @Nullable String hours) {
    QuietHours own = hours == null ? null : QuietHours.preset(hours, settings.timezone());
    return Stream.of(quiet(channel), Optional.ofNullable(own)).flatMap(Optional::stream);
  }

  private Optional<QuietHours> quiet(String channel) {
    return named(channel).filter(Channel::active).map(lanes::quietHours);
  }

  /**
   * Tells how many messages a channel sends in a minute on average.
   *
   * @param channel as in {@link #opening}
   * @return empty if nothing but the provider limits it
   */
  public Optional<Double> perMinute(String channel) {
    return lane(channel).flatMap(lane -> perMinute(lane.pace()));
  }

  /**
   * Tells how many messages a channel sends to real people in a minute on average: on the
   * simulator, what the same channel will do later.
   *
   * @param channel as in {@link #opening}
   * @return empty if nothing but the provider limits it
   */
  public Optional<Double> realPerMinute(String channel) {
    return lane(channel).flatMap(lane -> perMinute(lane.realPace()));
  }

  private Optional<Double> perMinute(@Nullable Pace pace) {
    return pace == null || !settings.pacing()
        ? Optional.empty()
        : Optional.of(
            60_000.0 / Math.max(1, pace.every().plus(pace.jitter().dividedBy(2)).toMillis()));
  }

  private Optional<Channel> named(String channel) {
    return channel.equals(Channel.ANY) ? channels.preferred() : channels.named(channel);
  }

  private Optional<Lane> lane(String channel) {
    return named(channel).map(one -> lanes.now().get(one.id()));
  }
}
