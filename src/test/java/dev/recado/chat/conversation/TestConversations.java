package dev.recado.chat.conversation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.TestDatabase;
import dev.recado.sales.handover.TestHandOvers;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.TestContacts;
import dev.recado.spine.outbox.TestMessages;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The conversation classes on the tables of a test. */
final class TestConversations {

  private final TestDatabase database;
  private final Clock clock;
  private final TestHandOvers hands;

  TestConversations(TestDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.hands = new TestHandOvers(database, clock);
  }

  Amendments amendments(Identities identities) {
    return new Amendments(database.jdbc(), identities, clock);
  }

  Identities identities(Twins twins) {
    Contacts contacts = TestContacts.on(database.jdbc(), clock);
    return new Identities(database.jdbc(), contacts, twins, hands.mergeListeners());
  }

  ConversationLog log(Identities identities, Twins twins) {
    return new ConversationLog(
        database.jdbc(),
        new ObjectMapper(),
        TestContacts.on(database.jdbc(), clock),
        identities,
        twins,
        hands.listeners(),
        hands.commands(),
        amendments(identities),
        new AutomaticMessages(
            database.jdbc(),
            new ConversationSettings.Automatic(Duration.ofSeconds(3), List.of(), 3),
            hands.commands()),
        TestMessages.on(database.jdbc(), clock));
  }
}
