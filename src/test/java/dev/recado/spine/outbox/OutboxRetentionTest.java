package dev.recado.spine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.ground.database.Retention.Batch;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which messages a clean-up deletes. Rows from before the first of March are old. */
class OutboxRetentionTest {

  private static final Instant OLDER = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant OLD = OLDER.minus(Duration.ofDays(10));

  private final JdbcClient jdbc = TestDatabase.create().jdbc();
  private final OutboxRetention messages = new OutboxRetention(jdbc);

  private UUID message(String state, Instant created, Instant due) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into outbox (id, kind, connector, conversation, address, payload, state,
                                scheduled_for, due_at, created_at)
            values (?, 'whatsapp-text', 'waha', 'c', '55', '{}', ?, ?, ?, ?)
            """)
        .params(id, state, Timestamp.from(due), Timestamp.from(due), Timestamp.from(created))
        .update();
    jdbc.sql(
            "insert into attempt (outbox_id, number, at, took_ms, outcome) values (?, 1, now(), 1, 'SENT')")
        .param(id)
        .update();
    jdbc.sql(
            "insert into outbox_decision (outbox_id, at, what, who) values (?, now(), 'RELEASED', 'ana')")
        .param(id)
        .update();
    return id;
  }

  private int count(String table) {
    return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SENT", "DELIVERED", "READ", "CANCELLED"})
  void aFinishedMessageLeavesWithItsAttemptsAndDecisions(String state) {
    message(state, OLD, OLD);
    message(state, OLDER, OLDER);
    assertThat(messages.delete(OLDER, null, 1000)).isEqualTo(new Batch(2, 1, null));
    assertThat(count("outbox")).isEqualTo(1);
    assertThat(count("attempt")).isEqualTo(1);
    assertThat(count("outbox_decision")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUEUED", "SENDING", "RETRY", "HELD", "UNKNOWN", "DEAD"})
  void aMessageThatIsNotFinishedStaysHoweverOld(String state) {
    message(state, OLD, OLD);
    assertThat(messages.delete(OLDER, null, 1000)).isEqualTo(new Batch(1, 0, null));
    assertThat(count("attempt")).isEqualTo(1);
  }

  @Test
  void aMessageThatWasMadeLongAgoAndSentLatelyStays() {
    message("SENT", OLD, OLDER.plusSeconds(1));
    UUID read = message("READ", OLD, OLD);
    jdbc.sql("update outbox set read_at = ? where id = ?")
        .params(Timestamp.from(OLDER.plusSeconds(1)), read)
        .update();
    assertThat(messages.delete(OLDER, null, 1000).gone()).isZero();
  }

  @Test
  void batchesAreBoundedAndEndWhereTheYoungOnesBegin() {
    for (int i = 0; i < 7; i++) {
      message(i == 1 ? "DEAD" : "SENT", OLD.plusSeconds(i), OLD);
    }
    for (int i = 0; i < 7; i++) {
      message("SENT", OLDER.plusSeconds(i), OLDER);
    }
    Batch first = messages.delete(OLDER, null, 3);
    assertThat(first.looked()).isEqualTo(3);
    assertThat(first.gone()).isEqualTo(2);
    Batch second = messages.delete(OLDER, first.position(), 3);
    assertThat(second.gone()).isEqualTo(3);
    Batch third = messages.delete(OLDER, second.position(), 3);
    assertThat(third.gone()).isEqualTo(1);
    assertThat(third.position()).isNull();
    assertThat(count("outbox")).isEqualTo(8);
  }
}
