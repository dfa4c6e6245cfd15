package dev.recado.chat.turn;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.Identities;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.EventReader;
import dev.recado.spine.intake.OwnRecords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a due timer, with the current facts of the conversation. */
final class TimerEvents implements EventReader {

  private final OwnRecords records;
  private final TurnQueries queries;
  private final TimerTable timers;
  private final Identities identities;

  TimerEvents(ObjectMapper json, TurnQueries queries, TimerTable timers, Identities identities) {
    this.records = new OwnRecords(TimerTable.SOURCE, json);
    this.queries = queries;
    this.timers = timers;
    this.identities = identities;
  }

  @Override
  public String source() {
    return TimerTable.SOURCE;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    TimerTable.Wish wish = records.read(record, TimerTable.Wish.class);
    String conversation = identities.now(wish.conversation());
    Map<String, @Nullable Object> body = new LinkedHashMap<>(wish.facts());
    body.put("conversation", conversation);
    body.put("channel", "whatsapp");
    body.put("to", wish.address());
    body.putAll(queries.known(conversation));
    body.put("timer", wish.name());
    body.put("then", wish.flow());
    body.put("cancelled", timers.whyNot(record.id()));
    return List.of(Event.of(record, EventTypes.CONVERSATION_TIMER, body));
  }
}
