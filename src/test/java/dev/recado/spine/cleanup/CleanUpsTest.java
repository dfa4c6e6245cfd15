package dev.recado.spine.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.ground.database.NumberedRows;
import dev.recado.ground.database.Retention;
import dev.recado.spine.cleanup.CleanUpTable.Part;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The work of a clean-up, on the table of the simulator's messages. */
class CleanUpsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T05:00:00Z");
  private static final Keep YEAR = Keep.of("365d", "90d");

  private final TestDatabase database = TestDatabase.create();
  private final JdbcClient jdbc = database.jdbc();
  private final SettableClock clock = new SettableClock(NOW);
  private final Rows rows = new Rows(batch -> batch);
  private final CleanUpTable table = new CleanUpTable(jdbc, List.of(rows));

  /** A room's table; what a batch did may be changed, or fail. */
  private final class Rows implements Retention {

    private final NumberedRows numbered =
        new NumberedRows(jdbc, "simulator_message", "at", "true", "");
    private final UnaryOperator<Batch> end;

    Rows(UnaryOperator<Batch> end) {
      this.end = end;
    }

    @Override
    public Kind kind() {
      return Kind.MESSAGES;
    }

    @Override
    public String table() {
      return "simulator_message";
    }

    @Override
    public Batch delete(Instant older, @Nullable String after, int atMost) {
      return end.apply(numbered.delete(older, after, atMost));
    }
  }

  private CleanUps hub(Retention... retentions) {
    return new CleanUps(
        table,
        List.of(retentions),
        new CleanUpSettings(10, Duration.ZERO),
        database.transaction(),
        clock);
  }

  private void messages(int count, Instant at) {
    jdbc.sql(
            """
            insert into simulator_message (id, provider, account, kind, phone, chat_id, from_me, body, at)
            select gen_random_uuid()::text, 'waha', 'default', 'text', '55', '55@c.us', false, 'oi', ?
              from generate_series(1, ?)
            """)
        .params(Timestamp.from(at), count)
        .update();
  }

  private int left() {
    return jdbc.sql("select count(*) from simulator_message").query(Integer.class).single();
  }

  private Part part() {
    List<Part> parts = table.list(null, 10);
    assertThat(parts).hasSize(1);
    return parts.get(0);
  }

  private static Instant old() {
    return NOW.minus(Duration.ofDays(366));
  }

  @Test
  void oldRowsLeaveInBatchesAndTheRestStays() {
    messages(25, old());
    messages(5, NOW);
    table.ask(UUID.randomUUID(), YEAR, NOW);
    CleanUps hub = hub(rows);
    assertThat(hub.batch()).isTrue();
    assertThat(left()).isEqualTo(20);
    assertThat(part().gone()).isEqualTo(10);
    assertThat(part().endedAt()).isNull();
    clock.tick(Duration.ofSeconds(3));
    hub.work();
    assertThat(left()).isEqualTo(5);
    assertThat(part().gone()).isEqualTo(25);
    assertThat(part().beganAt()).isEqualTo(NOW);
    assertThat(part().endedAt()).isEqualTo(NOW.plusSeconds(3));
    assertThat(hub.batch()).isFalse();
  }

  @Test
  void aHubThatIsKilledInTheMiddleOfABatchLosesNothingAndAnotherGoesOn() {
    messages(25, old());
    table.ask(UUID.randomUUID(), YEAR, NOW);
    assertThat(hub(rows).batch()).isTrue();
    CleanUps killed =
        hub(
            new Rows(
                batch -> {
                  throw new IllegalStateException("killed");
                }));
    assertThatThrownBy(killed::batch).hasMessage("killed");
    assertThat(left()).isEqualTo(15);
    assertThat(part().gone()).isEqualTo(10);
    hub(rows).work();
    assertThat(left()).isZero();
    assertThat(part().gone()).isEqualTo(25);
  }

  @Test
  void oneHubWorksAtATime() {
    messages(25, old());
    table.ask(UUID.randomUUID(), YEAR, NOW);
    CleanUps second = hub(rows);
    CleanUps first =
        hub(
            new Rows(
                batch -> {
                  assertThat(CompletableFuture.supplyAsync(second::batch).join()).isFalse();
                  return batch;
                }));
    // The second one looks while the transaction of the first is open, on a connection of its own.
    assertThat(first.batch()).isTrue();
    assertThat(left()).isEqualTo(15);
  }

  @Test
  void aSecondRunOfTheSameEventAddsNothingAndAnotherEventDoes() {
    UUID event = UUID.randomUUID();
    table.ask(event, YEAR, NOW);
    table.ask(event, YEAR, NOW);
    assertThat(table.of(event)).hasSize(1);
    table.ask(UUID.randomUUID(), YEAR, NOW);
    assertThat(table.list(null, 10)).hasSize(2);
  }

  @Test
  void onlyKindsWithATimeAreAskedFor() {
    table.ask(UUID.randomUUID(), Keep.of(null, "90d"), NOW);
    assertThat(table.list(null, 10)).isEmpty();
  }

  @Test
  void aTableThatThisHubDoesNotKnowDoesNotHoldUpTheOthers() {
    messages(5, old());
    table.ask(UUID.randomUUID(), YEAR, NOW);
    jdbc.sql("update clean_up set what = 'gone_table'").update();
    table.ask(UUID.randomUUID(), YEAR, NOW);
    hub(rows).work();
    assertThat(left()).isZero();
    assertThat(table.list(null, 10)).allMatch(one -> one.endedAt() != null);
  }

  @Test
  void aTableThatFailsWaitsAnHourAndDoesNotHoldUpTheOthers() {
    messages(5, old());
    table.ask(UUID.randomUUID(), YEAR, NOW);
    CleanUps broken =
        hub(
            new Rows(
                batch -> {
                  jdbc.sql("select no_such_column from simulator_message").query().listOfRows();
                  return batch;
                }));
    assertThat(broken.batch()).isTrue();
    assertThat(left()).isEqualTo(5);
    assertThat(part().failedAt()).isEqualTo(NOW);
    assertThat(part().failure()).contains("no_such_column");
    table.ask(UUID.randomUUID(), YEAR, NOW.plusSeconds(1));
    hub(rows).work();
    assertThat(left()).isZero();
    clock.tick(Duration.ofHours(1));
    hub(rows).work();
    assertThat(table.list(null, 10)).allMatch(one -> one.endedAt() != null);
  }

  @Test
  void aHubThatStopsEndsAfterItsBatch() {
    messages(25, old());
    table.ask(UUID.randomUUID(), YEAR, NOW);
    CleanUps[] hub = new CleanUps[1];
    hub[0] =
        hub(
            new Rows(
                batch -> {
                  hub[0].close();
                  return batch;
                }));
    hub[0].work();
    assertThat(left()).isEqualTo(15);
  }
}
