package dev.recado.chat.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.chat.conversation.TestCustomerMessages;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Outbox;
import dev.recado.spine.outbox.OutboxMessage;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AnswersTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String PHONE = "5511987654321";
  private static final String MARIA = "whatsapp:551187654321";

  private final SettableClock clock = new SettableClock(NOON);
  private final JdbcClient jdbc = DATABASE.jdbc();
  private final Outbox outbox = mock(Outbox.class);
  private final Answers answers =
      new Answers(
          TestCustomerMessages.on(jdbc), DATABASE.transaction(), new Events(), outbox, clock);
  private final List<OutboxMessage> sent = new ArrayList<>();

  /** Timers that only write a row to the table of events. */
  private final class Events implements Timers {

    @Override
    public boolean setBehind(InboundRecord record, String type, Instant due) {
      return set(record, type, due);
    }

    @Override
    public boolean set(InboundRecord record, String type, Instant due) {
      return jdbc.sql(
                  """
                  insert into event (id, source, event_key, type, subject, state, received_at, raw)
                  values (?, ?, ?, ?, ?, 'WAITING', ?, ?)
                  """)
              .params(
                  record.id(),
                  record.source(),
                  record.key(),
                  type,
                  record.subject(),
                  Timestamp.from(due),
                  record.body())
              .update()
          > 0;
    }

    @Override
    public void goOn(UUID event, InboundRecord record, String type, Instant due) {
      set(record, type, due);
    }

    @Override
    public Optional<UUID> putOff(String type, String subject, Instant due, Duration limit) {
      return Optional.empty();
    }

    @Override
    public int cancel(String type, String subject, String reason) {
      return 0;
    }
  }

  @BeforeEach
  void empty() {
    jdbc.sql("truncate conversation, contact, event cascade").update();
  }

  private void wrote(String text) {
    jdbc.sql(
            """
            insert into conversation (key, channel, phone, started_at, last_message_at)
            values (:key, 'whatsapp', :phone, :at, :at) on conflict do nothing
            """)
        .param("key", MARIA)
        .param("phone", PHONE)
        .param("at", Timestamp.from(NOON))
        .update();
    jdbc.sql(
            """
            insert into chat_message (id, conversation, author, kind, text, sent_at, received_at)
            values (gen_random_uuid(), :key, 'CUSTOMER', 'text', :text, :at, :at)
            """)
        .param("key", MARIA)
        .param("text", text)
        .param("at", Timestamp.from(NOON))
        .update();
  }

  private OutboxMessage said() {
    when(outbox.add(anyList()))
        .then(
            call -> {
              sent.addAll(call.<List<OutboxMessage>>getArgument(0));
              return List.of();
            });
    UUID id = answers.say(PHONE, "Já vejo para você");
    assertThat(sent).extracting(OutboxMessage::id).containsExactly(id);
    return sent.get(0);
  }

  @Test
  void anOperatorsMessageGoesOutWhileAPersonAnswers() {
    OutboxMessage message = said();
    assertThat(message.kind()).isEqualTo("whatsapp-text");
    assertThat(message.connector()).isEqualTo("whatsapp");
    assertThat(message.conversation()).isEqualTo(MARIA);
    assertThat(message.payload())
        .containsEntry("text", "Já vejo para você")
        .containsKey("announces");
  }

  @Test
  void quietHoursHoldForACustomerWhoHasNotWrittenLately() {
    assertThat(said().reply()).isFalse();
  }

  @Test
  void aCustomerWhoWroteLatelyIsAnsweredAtAnyHour() {
    wrote("oi");
    clock.tick(Duration.ofHours(23));
    assertThat(said().reply()).isTrue();
  }

  @Test
  void aContactWhoNeverWroteCannotBeAnswered() {
    assertThat(answers.anew(MARIA)).isEmpty();
  }

  @Test
  void allMessagesOfTheLastTurnAreAnsweredAgainAndOnlyOnceAtATime() {
    wrote("quero");
    wrote("uma cozinha");
    UUID first = answers.anew(MARIA).orElseThrow();
    assertThat(texts(first)).containsExactly("uma cozinha");
    assertThat(answers.anew(MARIA)).contains(first);

    jdbc.sql("update chat_message set turn_id = ?").param(first).update();
    jdbc.sql("update event set state = 'DONE'").update();
    UUID second = answers.anew(MARIA).orElseThrow();
    assertThat(second).isNotEqualTo(first);
    assertThat(texts(second)).containsExactly("quero", "uma cozinha");
    assertThat(
            jdbc.sql("select type || ' ' || subject from event where id = ?")
                .param(second)
                .query(String.class)
                .single())
        .isEqualTo("conversation.turn turn:" + MARIA);
  }

  private List<String> texts(UUID turn) {
    return jdbc.sql("select text from chat_message where turn_id = ? order by seq")
        .param(turn)
        .query(String.class)
        .list();
  }
}
