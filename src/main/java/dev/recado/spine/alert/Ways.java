package dev.recado.spine.alert;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the channel by which a person can be told of an alert. */
final class Ways {

  private final Channels channels;
  private final Predicate<Channel> windowed;
  private final Reports reports;

  /**
   * Looks at these channels.
   *
   * @param windowed tells whether a channel takes free messages only after the person has written
   */
  Ways(Channels channels, Predicate<Channel> windowed, Reports reports) {
    this.channels = channels;
    this.windowed = windowed;
    this.reports = reports;
  }

  /**
   * Finds an active channel without trouble.
   *
   * <p>Another channel than the alert's goes first; one that takes free messages at any time goes
   * before one that takes them only after the person has written.
   *
   * @param subject the channel that the alert is about; it is taken only if there is no other
   * @param down whether that channel is down, and not to be taken at all
   */
  Optional<String> free(String subject, boolean down, Instant now) {
    Set<String> doubtful = reports.doubtful(now);
    return channels.all().stream()
        .filter(Channel::active)
        .filter(channel -> !doubtful.contains(channel.id()))
        .filter(channel -> !down || !channel.id().equals(subject))
        .min(
            Comparator.<Channel, Boolean>comparing(channel -> channel.id().equals(subject))
                .thenComparing(channel -> channel.simulated())
                .thenComparing(windowed::test)
                .thenComparing(channel -> !channel.preferred()))
        .map(Channel::id);
  }
}
