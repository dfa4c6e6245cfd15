package dev.recado.chat.conversation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.TestDatabase;
import dev.recado.spine.intake.TestTimers;
import dev.recado.spine.outbox.TestContacts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The parts of this room, put together on the tables of a test. */
final class TestConversations {

  private final TestDatabase database;
  private final Clock clock;

  TestConversations(TestDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  TimerTable timers() {
    ObjectMapper json = new ObjectMapper().findAndRegisterModules();
    return new TimerTable(database.jdbc(), TestTimers.on(database.jdbc()), json, clock);
  }

  HandOverTable handOvers(Duration returnAfter) {
    return handOvers(returnAfter, (conversation, now) -> now);
  }

  HandOverTable handOvers(Duration returnAfter, Attended attended) {
    return new HandOverTable(
        database.jdbc(),
        TestContacts.on(database.jdbc(), clock),
        timers(),
        new TakenEvents(TestTimers.on(database.jdbc()), new ObjectMapper(), List.of()),
        database.transaction(),
        attended,
        returnAfter,
        clock);
  }

  Amendments amendments(Identities identities) {
    return new Amendments(database.jdbc(), identities, clock);
  }

  ConversationLog log(Identities identities, Twins twins) {
    return new ConversationLog(
        database.jdbc(),
        new ObjectMapper(),
        identities,
        twins,
        handOvers(Duration.ofHours(12)),
        timers(),
        amendments(identities),
        new AutomaticMessages(
            database.jdbc(),
            new ConversationSettings.Automatic(Duration.ofSeconds(3), List.of(), 3)));
  }
}
