package dev.recado.sales.handover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.turn.TurnDetail;
import dev.recado.sales.handover.HandOvers.By;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.intake.UnreadableException;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes and reads {@code conversation.taken}: a person answers from now on, whoever said so. */
final class TakenEvents implements EventReader {

  private static final String SOURCE = "hand-over";
  private static final TypeReference<Map<String, @Nullable Object>> BODY = new TypeReference<>() {};

  private final Timers timers;
  private final ObjectMapper json;
  private final List<TurnDetail> details;

  TakenEvents(Timers timers, ObjectMapper json, List<TurnDetail> details) {
    this.timers = timers;
    this.json = json;
    this.details = List.copyOf(details);
  }

  /** Sets the event, in the transaction that handed over. */
  void set(String conversation, String address, By by, Instant now) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("conversation", conversation);
    body.put("to", address);
    body.put("who", by.who());
    body.put("via", by.via());
    body.put("why", by.why());
    InboundRecord record =
        InboundRecord.of(
            SOURCE,
            new Identity("taken:" + UUID.randomUUID(), subject(conversation)),
            now,
            "application/json",
            bytes(body));
    timers.set(record, EventTypes.CONVERSATION_TAKEN, now);
  }

  /** Takes back what has not been acted on yet; a flow that has run has run. */
  void takeBack(String conversation, String reason) {
    timers.cancel(EventTypes.CONVERSATION_TAKEN, subject(conversation), reason);
  }

  private static String subject(String conversation) {
    return SOURCE + ":" + conversation;
  }

  private byte[] bytes(Map<String, @Nullable Object> body) {
    try {
      return json.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts cannot be written as JSON", e);
    }
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(body(record));
    String conversation = String.valueOf(body.get("conversation"));
    details.forEach(detail -> body.putAll(detail.about(conversation)));
    return List.of(
        new Event(
            record.id(),
            record.source(),
            EventTypes.CONVERSATION_TAKEN,
            record.subject(),
            record.receivedAt(),
            body));
  }

  private Map<String, @Nullable Object> body(InboundRecord record) {
    try {
      return json.readValue(record.body(), BODY);
    } catch (IOException e) {
      throw new UnreadableException("The record was not written by a hub", e);
    }
  }
}
