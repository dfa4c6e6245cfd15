package dev.recado.systems.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.ground.database.StorableText;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.intake.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the events of a declared source from the bytes of a webhook. */
final class SourceEvents {

  /** Far more events than one webhook brings. */
  static final int MOST = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Definition source;
  private final SourceBody body;

  SourceEvents(Definition source, SourceBody body) {
    this.source = source;
    this.body = body;
  }

  /**
   * One event of a webhook.
   *
   * @param key identifies it within the source
   * @param subject what it is about
   * @param facts what is known of it
   * @param none whether the webhook brings no event at all: the list of events is empty
   */
  record One(String key, String subject, Facts facts, boolean none) {

    /** Makes both texts fit as those of a record: the first event of a webhook has its record's. */
    One {
      key = StorableText.key(key);
      subject = StorableText.key(subject);
    }
  }

  /**
   * Takes the first event of a webhook, which identifies all of it. The body is not read if nothing
   * in it identifies the event: the sender waits for this.
   *
   * @throws UnreadableException if it is not what the file says
   */
  One first(Webhook webhook, Map<String, String> kept) {
    if (source.split() == null && !source.identity().isInTheBody()) {
      return one(
          Facts.of(Map.of(), kept), StableId.hash(webhook.body()), webhook.receivedAt(), false);
    }
    return in(webhook.contentType(), webhook.body(), kept, webhook.receivedAt(), 1).get(0);
  }

  /**
   * Takes a webhook apart.
   *
   * @param most how many events are wanted
   * @return at least one
   * @throws UnreadableException if it is not what the file says
   */
  List<One> in(
      @Nullable String contentType, byte[] bytes, Map<String, String> kept, Instant at, int most) {
    Map<String, @Nullable Object> whole = body.read(source.format(), contentType, bytes);
    Split split = source.split();
    if (split == null) {
      return List.of(one(Facts.of(whole, kept), StableId.hash(bytes), at, false));
    }
    List<Split.Item> items = split.of(whole);
    // XML has no empty list: it leaves the items out.
    if (items == null && source.format() != SourceBody.Format.XML) {
      throw new UnreadableException(
          "O corpo do webhook não tem a lista '%s'".formatted(split.list()), null);
    }
    if (items == null || items.isEmpty()) {
      return List.of(one(Facts.of(whole, kept), StableId.hash(bytes), at, true));
    }
    if (items.size() > MOST) {
      throw new UnreadableException("O webhook traz eventos demais: mais de 1.000", null);
    }
    List<One> all = new ArrayList<>();
    for (int i = 0; i < Math.min(most, items.size()); i++) {
      Split.Item item = items.get(i);
      Facts facts = new Facts(item.body(), whole, kept, i, item.own());
      all.add(one(facts, i + ":" + hash(item.body()), at, false));
    }
    return all;
  }

  private One one(Facts facts, String hash, Instant at, boolean none) {
    String key = source.identity().key(facts, hash, at);
    return new One(key, source.identity().subject(facts, key), facts, none);
  }

  private static String hash(Map<String, @Nullable Object> item) {
    try {
      return StableId.hash(JSON.writeValueAsString(item).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was read as a map can be written", e);
    }
  }

  /**
   * Reads the events of a record.
   *
   * @throws UnreadableException if it is not what the file says
   */
  List<Event> of(InboundRecord record) {
    List<Event> events = new ArrayList<>();
    for (One one :
        in(record.contentType(), record.body(), record.kept(), record.receivedAt(), MOST)) {
      boolean first = events.isEmpty();
      UUID id = first ? record.id() : StableId.of(record.source(), one.key());
      events.add(
          new Event(
              id,
              record.source(),
              type(one),
              first ? record.subject() : one.subject(),
              record.receivedAt(),
              fields(one.facts())));
    }
    return events;
  }

  private String type(One one) {
    if (one.none()) {
      return source.kind().other();
    }
    String type = source.kind().of(one.facts());
    if (type == null) {
      throw new UnreadableException(
          "O webhook não diz de que tipo é: falta '%s'".formatted(source.kind().from()), null);
    }
    return type;
  }

  private Map<String, @Nullable Object> fields(Facts facts) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(facts.body());
    source.headers().forEach((field, header) -> fields.put(field, header.in(facts)));
    return fields;
  }
}
