package dev.recado.systems.meta;

import dev.recado.ground.database.StorableText;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.UnreadableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns Meta's webhooks into events, one for each message, status and notice.
 *
 * <p>What is for a number that is no channel, or that the signature does not prove, gets an event
 * type of its own. Otherwise the hub would answer from its own number a customer who wrote to
 * another one.
 */
final class MetaEvents implements EventReader {

  private static final Logger log = LoggerFactory.getLogger(MetaEvents.class);

  /** Meta puts up to 1,000 into one webhook; a stranger with the key could put in more. */
  private static final int MOST = 10_000;

  private final Channels channels;
  private final Duration answerWithin;
  private final AtomicBoolean otherTold = new AtomicBoolean();

  /**
   * Creates the reader.
   *
   * @param channels with the ids of their numbers
   * @param answerWithin how old a message may be to get an answer; zero means any age
   */
  MetaEvents(Channels channels, Duration answerWithin) {
    this.channels = channels;
    this.answerWithin = answerWithin;
  }

  @Override
  public String source() {
    return MetaWebhooks.NAME;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    Signature signature = Signature.of(record);
    List<Told> all =
        Told.in(MetaWebhooks.tree(record.body()), signature.proves(channels), signature.arrival())
            .limit(MOST + 1L)
            .toList();
    if (all.isEmpty()) {
      throw new UnreadableException(
          "The webhook tells nothing: it has no 'entry' with 'changes'", null);
    }
    if (all.size() > MOST) {
      throw new UnreadableException("O webhook traz eventos demais: mais de 10.000", null);
    }
    List<Event> events = new ArrayList<>();
    for (Told told : all) {
      events.add(event(record, told, events.isEmpty()));
    }
    return events;
  }

  private Event event(InboundRecord record, Told told, boolean first) {
    UUID id = first ? record.id() : StableId.of(record.source(), told.key());
    String subject = first ? record.subject() : StorableText.key(told.item().subject());
    Reading reading = reading(record, told);
    return new Event(
        id, record.source(), reading.type(), subject, record.receivedAt(), reading.body());
  }

  /**
   * What an item says.
   *
   * @param type of its event
   * @param body its facts
   */
  record Reading(String type, Map<String, @Nullable Object> body) {}

  private Reading reading(InboundRecord record, Told told) {
    Item item = told.item();
    Channel channel = told.channel();
    if (channel == null || !channel.active()) {
      return other(item);
    }
    return switch (item.kind()) {
      case MESSAGE, ECHO -> {
        Peer peer = item.peer();
        yield peer == null
            ? MetaNotices.scalars(item, channel)
            : new MetaMessage(item, peer, channel, record.receivedAt(), answerWithin).reading();
      }
      case STATUS -> MetaStatus.reading(item, channel, record.receivedAt());
      case PREFERENCE -> MetaNotices.preference(item, channel, record.receivedAt());
      case QUALITY -> MetaNotices.quality(item, channel);
      case ERROR -> MetaNotices.error(item, channel);
      case OTHER -> MetaNotices.scalars(item, channel);
    };
  }

  /** The log says it once, because with a wrong id of the number it happens for each message. */
  private Reading other(Item item) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    String account = item.number() == null ? item.account() : item.number();
    body.put("provider", MetaProvider.NAME);
    body.put("account", account);
    body.put("event", item.field());
    if (otherTold.compareAndSet(false, true)) {
      log.warn(
          "A webhook came from Meta for the number or account '{}', which is no channel of the hub",
          account);
    }
    return new Reading(EventTypes.WHATSAPP_CHANNEL_UNKNOWN, body);
  }
}
