package dev.recado.spine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.ground.database.Retention.Batch;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which events a clean-up deletes. Rows from before the first of March are old. */
class EventRetentionTest {

  private static final Instant OLDER = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant OLD = OLDER.minus(Duration.ofDays(10));

  private final JdbcClient jdbc = TestDatabase.create().jdbc();
  private final EventRetention events = new EventRetention(jdbc);

  private UUID event(String state, Instant received, @Nullable Instant processed) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            insert into event (id, source, event_key, type, subject, state, received_at,
                               processed_at, raw)
            values (?, 'form', ?, 'form.submitted', 'x', ?, ?, ?, ''::bytea)
            """)
        .params(
            id,
            id.toString(),
            state,
            Timestamp.from(received),
            processed == null ? null : Timestamp.from(processed))
        .update();
    return id;
  }

  private List<UUID> left() {
    return jdbc.sql("select id from event order by received_at, id").query(UUID.class).list();
  }

  private Batch all() {
    return events.delete(OLDER, null, 1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DONE", "DROPPED"})
  void anOldEventThatHasEndedLeavesWithItsNotes(String state) {
    UUID id = event(state, OLD, OLD);
    jdbc.sql("insert into event_note (event_id, at, what) values (?, now(), 'WAITING')")
        .param(id)
        .update();
    assertThat(all()).isEqualTo(new Batch(1, 1, null));
    assertThat(left()).isEmpty();
    assertThat(jdbc.sql("select count(*) from event_note").query(Integer.class).single()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAITING", "RETRY", "PARKED", "DEAD"})
  void anEventOnWhichSomethingIsToBeDoneStaysHoweverOld(String state) {
    UUID id = event(state, OLD, OLD);
    assertThat(all()).isEqualTo(new Batch(1, 0, null));
    assertThat(left()).containsExactly(id);
  }

  @Test
  void anEventThatCameOrRanSinceThenStays() {
    UUID young = event("DONE", OLDER, OLDER);
    UUID replayed = event("DONE", OLD, OLDER.plusSeconds(1));
    all();
    assertThat(left()).containsExactly(replayed, young);
  }

  @Test
  void aTimerThatWasCancelledWithoutARunLeaves() {
    event("DROPPED", OLD, null);
    assertThat(all().gone()).isEqualTo(1);
  }

  @Test
  void anEventStaysAsLongAsOneOfItsMessages() {
    UUID id = event("DONE", OLD, OLD);
    jdbc.sql(
            """
            insert into outbox (id, event_id, kind, connector, conversation, address, payload, state,
                                scheduled_for, due_at, created_at)
            values (?, ?, 'whatsapp-text', 'waha', 'c', '55', '{}', 'DEAD', now(), now(), now())
            """)
        .params(UUID.randomUUID(), id)
        .update();
    all();
    assertThat(left()).containsExactly(id);
    jdbc.sql("delete from outbox").update();
    all();
    assertThat(left()).isEmpty();
  }

  @Test
  void theBytesOfAWebhookStayAsLongAsAnotherOfItsEventsNeedsThem() {
    UUID holder = event("DONE", OLD, OLD);
    UUID dead = event("DEAD", OLD.plusSeconds(1), OLD);
    jdbc.sql("update event set raw_in = ? where id = ?").params(holder, dead).update();
    all();
    assertThat(left()).containsExactly(holder, dead);
    jdbc.sql("update event set state = 'DONE' where id = ?").param(dead).update();
    all();
    all();
    assertThat(left()).isEmpty();
  }

  @Test
  void anEventThatStillHasToBeToldStays() {
    UUID id = event("DONE", OLD, OLD);
    jdbc.sql("update event set untold = true").update();
    all();
    assertThat(left()).containsExactly(id);
  }

  @Test
  void batchesAreBoundedAndGoOnBehindWhatStays() {
    for (int i = 0; i < 10; i++) {
      // Some of the same moment, so that the id decides.
      event(i % 3 == 0 ? "DEAD" : "DONE", OLD.plusSeconds(i / 4), OLD);
    }
    Batch batch = events.delete(OLDER, null, 3);
    int gone = batch.gone();
    int batches = 1;
    while (batch.position() != null) {
      assertThat(batch.looked()).isEqualTo(3);
      assertThat(batch.gone()).isLessThanOrEqualTo(3);
      batch = events.delete(OLDER, batch.position(), 3);
      gone += batch.gone();
      batches++;
    }
    assertThat(gone).isEqualTo(6);
    assertThat(batches).isEqualTo(4);
    assertThat(left()).hasSize(4);
  }

  @Test
  void anEmptyTableIsDoneAtOnce() {
    assertThat(all()).isEqualTo(new Batch(0, 0, null));
  }
}
