package dev.recado.sales.handover;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.TestDatabase;
import dev.recado.chat.conversation.ConversationListener;
import dev.recado.chat.conversation.MergeListener;
import dev.recado.chat.conversation.OwnCommands;
import dev.recado.chat.turn.TimerTable;
import dev.recado.spine.intake.TestTimers;
import dev.recado.spine.outbox.TestContacts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Hand-overs and timers on the tables of a test. */
public final class TestHandOvers {

  private final TestDatabase database;
  private final Clock clock;

  public TestHandOvers(TestDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  public TimerTable timers() {
    ObjectMapper json = new ObjectMapper().findAndRegisterModules();
    return new TimerTable(database.jdbc(), TestTimers.on(database.jdbc()), json, clock);
  }

  HandOvers handOvers(Duration returnAfter) {
    return handOvers(returnAfter, (conversation, now) -> now);
  }

  HandOvers handOvers(Duration returnAfter, Attended attended) {
    return new HandOvers(
        database.jdbc(),
        TestContacts.on(database.jdbc(), clock),
        timers(),
        new TakenEvents(TestTimers.on(database.jdbc()), new ObjectMapper(), List.of()),
        database.transaction(),
        attended,
        returnAfter,
        clock);
  }

  public HandOvers handOvers() {
    return handOvers(Duration.ofHours(12));
  }

  public List<ConversationListener> listeners() {
    return List.of(timers(), new TakingOver(handOvers()));
  }

  public List<MergeListener> mergeListeners() {
    return List.of(timers(), handOvers(Duration.ofHours(12)));
  }

  public OwnCommands commands() {
    return Command::isOne;
  }
}
