package dev.recado.chat.turn;

import dev.recado.chat.conversation.HiddenPhones;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.EventReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads a turn: which messages are to be answered, and what is known of who wrote them. */
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
