package dev.recado.systems.waha;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.ingress.InboundLog;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.systems.engine.EngineJson;
import dev.recado.systems.engine.MessageKey;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from WAHA the messages of a time without webhooks, and puts them into the log as if each
 * had come by a webhook of {@code message.any}.
 *
 * <p>The key of such an event is that of the webhook, so a message that comes both ways is one
 * event.
 */
final class WahaHistory {

  /** A field of the envelopes and events that the hub itself made. */
  static final String MARK = "history";

  private static final Logger log = LoggerFactory.getLogger(WahaHistory.class);

  /** WAHA's clock and the hub's differ, and WhatsApp's seconds are whole. */
  private static final Duration OVERLAP = Duration.ofMinutes(1);

  private static final int AT_ONCE = 20;

  /** This WAHA would answer the same later. */
  private static final Set<Integer> NEVER = Set.of(400, 405);

  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Channels channels;
  private final SessionTable table;
  private final Known known;
  private final InboundLog inbound;
  private final Clock clock;

  /** Finds which messages of a channel the hub has; by WhatsApp's own ids. */
  interface Known {
    Set<String> of(String channel, Collection<String> messageIds);
  }

  WahaHistory(Channels channels, SessionTable table, Known known, InboundLog inbound, Clock clock) {
    this.channels = channels;
    this.table = table;
    this.known = known;
    this.inbound = inbound;
    this.clock = clock;
  }

  /**
   * Reads the gap of a session, or its first part; the rest is read next.
   *
   * @param row with the beginning of the gap
   */
  void read(Channel channel, SessionRow row) {
    Instant now = clock.instant();
    Instant from = row.gapFrom();
    if (from == null) {
      return;
    }
    try {
      HistoryPages pages = new HistoryPages(((WahaLink) channels.link(channel)).calls());
      HistoryPages.Found found = pages.between(from.minus(OVERLAP), now);
      int missing = append(channel, found.messages());
      Instant end = found.readTo();
      if (end != null && end.isAfter(from.minus(OVERLAP))) {
        table.read(row, end.plus(OVERLAP), now);
      } else {
        // Also a part that ends where it began: it would be read for ever.
        table.read(row, now, null);
      }
      log.info(
          "WAHA's session '{}' gave {} messages since {}; {} of them were new",
          row.session(),
          found.messages().size(),
          from,
          missing);
    } catch (WahaCalls.NotOffered e) {
      givesNone(row, now, e.getMessage());
    } catch (IOException | CompletionException e) {
      if (e instanceof WahaCalls.FailedException failed && NEVER.contains(failed.status())) {
        givesNone(row, now, e.getMessage());
        return;
      }
      table.postpone(row, now, AGAIN);
      log.warn(
          "The history of WAHA's session '{}' could not be read and is read again: {}",
          row.session(),
          e.getMessage());
    }
  }

  private void givesNone(SessionRow row, Instant now, @Nullable String why) {
    table.read(row, now, null);
    log.warn(
        "WAHA's session '{}' gives no history, so messages since {} may be missing; with the engine"
            + " NOWEB its store must be on: {}",
        row.session(),
        row.gapFrom(),
        why);
  }

  /**
   * In order, so that each conversation gets its messages as they were written, and a few at a
   * time: the log must stay free for webhooks. A chat may have one name in a webhook and another
   * one here, so the key alone does not tell what is known.
   */
  private int append(Channel channel, List<ObjectNode> messages) {
    int count = 0;
    for (int i = 0; i < messages.size(); i += AT_ONCE) {
      List<ObjectNode> some = messages.subList(i, Math.min(messages.size(), i + AT_ONCE));
      Set<String> here = known.of(channel.id(), some.stream().map(WahaHistory::shortId).toList());
      List<CompletableFuture<Void>> appended = new ArrayList<>();
      for (ObjectNode message : some) {
        if (!here.contains(shortId(message))) {
          record(channel, message).ifPresent(one -> appended.add(inbound.append(one)));
        }
      }
      appended.forEach(CompletableFuture::join);
      count += appended.size();
    }
    return count;
  }

  private static String shortId(JsonNode message) {
    String id = HistoryPages.id(message);
    return MessageKey.of(id == null ? "" : id).id();
  }

  private Optional<InboundRecord> record(Channel channel, JsonNode message) {
    Instant now = clock.instant();
    ObjectNode envelope = EngineJson.MAPPER.createObjectNode();
    envelope.put("timestamp", now.toEpochMilli());
    envelope.put("event", "message.any");
    envelope.put("session", channel.setting(WahaProvider.SESSION));
    envelope.put(MARK, true);
    envelope.set("payload", message);
    byte[] body = bytes(envelope);
    boolean alone = channels.of(WahaProvider.NAME).size() < 2;
    return WahaWebhooks.messageOf(channel, body)
        .map(
            identity ->
                InboundRecord.of(
                    WahaWebhooks.NAME,
                    identity,
                    now,
                    "application/json",
                    alone ? Map.of() : Map.of(WahaSession.PROVED, channel.id()),
                    body));
  }

  private static byte[] bytes(JsonNode tree) {
    try {
      return EngineJson.MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was read as JSON cannot be written as JSON", e);
    }
  }
}
