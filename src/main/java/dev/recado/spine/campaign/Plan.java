package dev.recado.spine.campaign;

import dev.recado.spine.channel.Channel;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign is to do, checked.
 *
 * @param name campaigns of one name are one group for {@code notAgainWithin} and the metrics
 * @param audience one source by its name, with what it needs
 * @param template the name of the message template
 * @param facts values of the template that are the same for everybody
 * @param channel the channel, or null: the one by which the contact last wrote, else the preferred
 * @param pace how many messages in a minute at most, or null: as fast as the channel
 * @param hours when messages may go out besides the quiet hours, or null
 * @param notAgainWithin who got a campaign of this name within this time is left out; or null
 * @param dailyCap how many campaigns a contact gets within 24 hours; later ones wait; or null
 */
record Plan(
    String name,
    Map<String, Object> audience,
    String template,
    Map<String, Object> facts,
    @Nullable String channel,
    @Nullable Integer pace,
    @Nullable String hours,
    @Nullable Duration notAgainWithin,
    @Nullable Integer dailyCap) {

  /** The channel as messages of the outbox name it. */
  String connector() {
    return channel == null ? Channel.ANY : channel;
  }

  /** The time between two messages, or zero without a pace of its own. */
  Duration step() {
    return pace == null ? Duration.ZERO : Duration.ofMinutes(1).dividedBy(pace);
  }

  /** Tells whether other campaigns to the same contact count. */
  boolean limitsContacts() {
    return notAgainWithin != null || dailyCap != null;
  }
}
