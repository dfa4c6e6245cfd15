package dev.recado.sales.handover;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.turn.TurnDetail;
import dev.recado.ground.phone.Phones;
import dev.recado.sales.handover.HandOvers.By;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.OwnRecords;
import dev.recado.spine.intake.Timers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes and reads {@code conversation.taken}: a person answers from now on. */
final class TakenEvents implements EventReader {

  private static final String SOURCE = "hand-over";

  private final Timers timers;
  private final OwnRecords records;
  private final List<TurnDetail> details;

  TakenEvents(Timers timers, ObjectMapper json, List<TurnDetail> details) {
    this.timers = timers;
    this.records = new OwnRecords(SOURCE, json);
    this.details = List.copyOf(details);
  }

  /** Sets the event, in the transaction of the hand-over. */
  void set(String conversation, String address, By by, Instant now) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("conversation", conversation);
    body.put("to", Phones.unmistakable(address));
    body.put("who", by.who());
    body.put("via", by.via());
    body.put("why", by.why());
    InboundRecord record =
        records.write(new Identity("taken:" + UUID.randomUUID(), subject(conversation)), body, now);
    timers.set(record, EventTypes.CONVERSATION_TAKEN, now);
  }

  /** Cancels an event whose flow has not run yet. */
  void takeBack(String conversation, String reason) {
    timers.cancel(EventTypes.CONVERSATION_TAKEN, subject(conversation), reason);
  }

  private static String subject(String conversation) {
    return SOURCE + ":" + conversation;
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(records.read(record));
    String conversation = String.valueOf(body.get("conversation"));
    details.forEach(detail -> body.putAll(detail.about(conversation)));
    return List.of(Event.of(record, EventTypes.CONVERSATION_TAKEN, body));
  }
}
