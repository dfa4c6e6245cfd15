package dev.recado.chat.turn;

import dev.recado.chat.conversation.HiddenPhones;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.EventReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads a turn: the messages to answer, and the known facts about the customer. */
final class TurnEvents implements EventReader {

  private final TurnQueries queries;
  private final HiddenPhones hidden;

  TurnEvents(TurnQueries queries, HiddenPhones hidden) {
    this.queries = queries;
    this.hidden = hidden;
  }

  @Override
  public String source() {
    return Turns.SOURCE;
  }

  @Override
  public List<Event> read(InboundRecord record) {
    String conversation =
        hidden.reveal(new String(record.body(), StandardCharsets.UTF_8), record.receivedAt());
    return List.of(Event.of(record, Turns.TYPE, queries.turn(record.id(), conversation)));
  }
}
