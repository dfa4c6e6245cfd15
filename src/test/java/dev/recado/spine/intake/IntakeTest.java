package dev.recado.spine.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.ground.loop.Loop;
import dev.recado.ground.loop.Loops;
import dev.recado.spine.flow.Emitted;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.FlowOutcome;
import dev.recado.spine.flow.Flows;
import dev.recado.spine.flow.StateChange;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.ingress.Window;
import dev.recado.spine.outbox.Outbox;
import dev.recado.spine.outbox.Outbox.OldNews;
import dev.recado.spine.outbox.OutboxMessage;
import dev.recado.spine.outbox.RetrySchedule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** A record that cannot be taken does not affect others; an unavailable PostgreSQL loses none. */
class IntakeTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();
  private static final List<Duration> TWICE = List.of(Duration.ofSeconds(1));

  private final SettableClock clock = new SettableClock(NOON);
  private final EventTable table = new EventTable(DATABASE.jdbc());
  private final List<String> told = new ArrayList<>();
  private final List<OutboxMessage> sent = new ArrayList<>();
  private List<OldNews> old = List.of();
  private Function<String, FlowOutcome> flow = text -> done();
  private Consumer<String> sink = told::add;
  private Function<InboundRecord, String> reader =
      record -> new String(record.body(), StandardCharsets.UTF_8);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @BeforeEach
  void empty() {
    DATABASE.jdbc().sql("truncate event cascade").update();
  }

  @AfterAll
  static void stop() {
    THREADS.shutdownNow();
  }

  @Test
  void aSinkThatFailsOnOneEventBuriesOnlyThatEvent() throws Exception {
    sink =
        text -> {
          if (text.equals("bad")) {
            throw new IllegalStateException("no such thing");
          }
          told.add(text);
        };

    take("one", "two", "bad", "three", "four");

    assertThat(states("one", "two", "three", "four")).containsOnly("DONE");
    assertThat(states("bad")).containsExactly("DEAD");
    assertThat(reason("bad"))
        .isEqualTo(
            "O evento não pôde ser guardado (CANNOT_BE_STORED): IllegalStateException: no such thing");
    assertThat(told).contains("one", "two", "three", "four").doesNotContain("bad");
    assertThat(notes("bad")).containsExactly("DEAD");
  }

  @Test
  void eventsThatCameBeforeAreCountedForTheirSource() throws Exception {
    take("a", "a", "b");
    take("a", "c");
    assertThat(meters.get("recado.duplicates").tag("source", "test").counter().count())
        .isEqualTo(2);
  }

  @Test
  void theJourneyOfAnEventSaysWhyAMessageIsNoNews() throws Exception {
    old = List.of(new OldNews(record("again").id(), "Nada de novo: já informado em 20/11/2026"));

    take("again");

    assertThat(states("again")).containsExactly("DONE");
    assertThat(notes("again")).containsExactly("OLD_NEWS");
  }

  /**
   * PostgreSQL refuses two statements of a sink: with an error of class 22, and for a row too large
   * for an index.
   */
  @Test
  void eventsThatPostgresRefusesAreNotRetriedForEver() throws Exception {
    sink =
        text -> {
          if (text.equals("bad")) {
            DATABASE.jdbc().sql("select 1 / 0").query(Integer.class).single();
          }
          if (text.equals("long")) {
            DATABASE
                .jdbc()
                .sql("insert into channel_session values ('waha', ?, 'x', now())")
                .param(longText())
                .update();
          }
        };

    take("bad", "good", "long");

    assertThat(states("bad", "long")).containsOnly("DEAD");
    assertThat(states("good")).containsExactly("DONE");
    assertThat(reason("bad")).contains("22012");
    assertThat(reason("long")).contains("54000");
  }

  private static String longText() {
    StringBuilder text = new StringBuilder();
    new java.util.Random(1).ints(9_000, 'a', 'z').forEach(c -> text.append((char) c));
    return text.toString();
  }

  @Test
  void intakeWaitsForPostgresAndLosesNothing() throws Exception {
    sink =
        text -> {
          throw new CannotGetJdbcConnectionException("away");
        };
    assertThatThrownBy(() -> take("one", "two"))
        .isInstanceOf(CannotGetJdbcConnectionException.class);
    assertThat(count()).isZero();

    sink = told::add;
    take("one", "two");
    assertThat(states("one", "two")).containsOnly("DONE");
  }

  @Test
  void aStackOverflowInAReaderLosesOnlyThatRecord() throws Exception {
    reader =
        record -> {
          String text = new String(record.body(), StandardCharsets.UTF_8);
          if (text.equals("deep")) {
            throw new StackOverflowError();
          }
          return text;
        };

    take("deep", "good");

    assertThat(states("deep")).containsExactly("DEAD");
    assertThat(reason("deep")).contains("StackOverflowError");
    assertThat(states("good")).containsExactly("DONE");
  }

  @Test
  void aChangeThatCannotBeWrittenBuriesOnlyItsEvent() throws Exception {
    flow = text -> text.equals("bad") ? changing() : done();

    take("bad", "good");

    assertThat(states("bad")).containsExactly("DEAD");
    assertThat(states("good")).containsExactly("DONE");
  }

  private static FlowOutcome changing() {
    StateChange change =
        new StateChange(
            "test",
            Map.of(),
            now -> {
              throw new StackOverflowError();
            });
    return new FlowOutcome.Done(new Emitted(List.of(new Emitted.Change(change))), null);
  }

  @Test
  void anEventThatCannotBeStoredLeavesABareRow() throws Exception {
    InboundRecord bad =
        InboundRecord.of(
            "test",
            new Identity("k", "s"),
            Instant.MAX,
            null,
            "bad".getBytes(StandardCharsets.UTF_8));

    intake().take(List.of(bad, record("good")));

    assertThat(states("good")).containsExactly("DONE");
    assertThat(
            DATABASE
                .jdbc()
                .sql("select state from event where id = ?")
                .param(bad.id())
                .query(String.class)
                .list())
        .containsExactly("DEAD");
  }

  @Test
  void hostileKeysAreKeptShortAndCleanAndTheRecordIsFoundAgain() throws Exception {
    String hostile = "x\u0000\uD800" + longText();
    InboundRecord record =
        InboundRecord.of(
            "test",
            new Identity(hostile, hostile),
            NOON,
            hostile,
            "good".getBytes(StandardCharsets.UTF_8));
    flow = text -> new FlowOutcome.Failed("away", FlowOutcome.Kind.AWAY);
    intake().take(List.of(record));
    assertThat(states("good")).containsExactly("RETRY");

    flow = text -> done();
    clock.tick(Duration.ofSeconds(2));
    assertThat(late().step()).isTrue();
    assertThat(states("good")).containsExactly("DONE");
    intake().take(List.of(record));
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void anEventThatFindsAllConnectionsInUseTriesAgainSoonAndUsesUpNoAttempt() throws Exception {
    flow = text -> new FlowOutcome.Failed("all in use", FlowOutcome.Kind.BUSY);
    take("good");
    for (int i = 0; i < 2 * TWICE.size(); i++) {
      clock.tick(TWICE.get(0).plusSeconds(1));
      assertThat(late().step()).isTrue();
      assertThat(states("good")).containsExactly("RETRY");
    }
    flow = text -> done();
    clock.tick(TWICE.get(0).plusSeconds(1));
    assertThat(late().step()).isTrue();
    assertThat(states("good")).containsExactly("DONE");
  }

  @Test
  void aReplayedBuriedEventHasAllItsEffects() throws Exception {
    sink =
        text -> {
          throw new IllegalStateException("a mistake of ours");
        };
    take("bad");

    sink = told::add;
    assertThat(table.replayAll(EventState.DEAD, null, "a mistake of ours", clock.instant()))
        .isEqualTo(1);
    assertThat(late().step()).isTrue();

    assertThat(states("bad")).containsExactly("DONE");
    assertThat(told).containsExactly("bad");

    table.replay(record("bad").id(), clock.instant());
    assertThat(late().step()).isTrue();
    assertThat(told).containsExactly("bad");
  }

  @Test
  void aRunThatThrowsIsCountedAndFinallyBuried() throws Exception {
    flow = text -> new FlowOutcome.Failed("later", FlowOutcome.Kind.FAULT);
    take("bad");
    flow =
        text -> {
          throw new StackOverflowError();
        };

    clock.tick(Duration.ofSeconds(2));
    assertThat(late().step()).isTrue();

    assertThat(states("bad")).containsExactly("DEAD");
    assertThat(reason("bad")).contains("StackOverflowError");
    clock.tick(Duration.ofHours(1));
    assertThat(late().step()).isFalse();
  }

  /**
   * The lane gets no signal when a wait ends, and all events it has seen so far are of a busy flow.
   */
  @Test
  void aDueEventIsFoundWhileAnotherFlowIsBusy() throws Exception {
    flow = text -> new FlowOutcome.Failed("later", FlowOutcome.Kind.FAULT);
    take("slow", "rests");
    DATABASE
        .jdbc()
        .sql(
            "update event set state = 'WAITING', resume_at = 'rested', due_at = ?"
                + " where convert_from(raw, 'UTF8') = 'rests'")
        .param(Timestamp.from(NOON.plusSeconds(10)))
        .update();
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    flow = text -> text.equals("slow") ? holding(running, enough) : done();
    AtomicLong rounds = new AtomicLong();
    Loop loop = new Loops(rounds::incrementAndGet).add("late-events");
    LateEvents late = late(Lane.allBut(Set.of(), 2), loop);
    clock.tick(Duration.ofSeconds(2));
    late.start();
    try {
      running.await();
      long begun = rounds.get();
      // The lane has looked since then, and has found only the busy flow.
      await().until(() -> rounds.get() > begun + 2);
      clock.tick(Duration.ofSeconds(10));
      await().until(() -> states("rests").equals(List.of("DONE")));
      assertThat(states("slow")).containsExactly("RETRY");
    } finally {
      enough.countDown();
      late.close();
    }
    assertThat(states("slow")).containsExactly("DONE");
  }

  private static FlowOutcome holding(CountDownLatch running, CountDownLatch enough) {
    running.countDown();
    try {
      enough.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return done();
  }

  @Test
  void aRepetitionWithinTheWindowIsOneEventAlsoAcrossTheEndOfAPeriod() throws Exception {
    intake()
        .take(List.of(within("menu", NOON.minusSeconds(1)), within("menu", NOON.plusSeconds(1))));
    intake().take(List.of(within("menu", NOON.plusSeconds(58))));
    assertThat(told).containsExactly("menu");

    intake()
        .take(List.of(within("menu", NOON.plusSeconds(61)), within("other", NOON.plusSeconds(61))));
    assertThat(told).containsExactly("menu", "menu", "other");
  }

  /** A record whose key means the same event for a minute. */
  private static InboundRecord within(String text, Instant at) {
    String key = Window.key(text, Duration.ofMinutes(1), at);
    return InboundRecord.of(
        "test", new Identity(key, text), at, null, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatASourceKeepsOfARequestIsThereWhenTheEventIsReadAgain() throws Exception {
    List<String> read = new ArrayList<>();
    reader = record -> String.valueOf(record.kept().get("topic"));
    flow =
        text -> {
          read.add(text);
          return new FlowOutcome.Failed("later", FlowOutcome.Kind.FAULT);
        };
    InboundRecord record =
        InboundRecord.of(
            "test",
            new Identity("k", "s"),
            NOON,
            null,
            Map.of("topic", "orders/é"),
            new byte[] {1});
    intake().take(List.of(record));
    clock.tick(Duration.ofMinutes(1));
    late().step();
    assertThat(read).containsExactly("orders/é", "orders/é");
  }

  private void take(String... texts) throws InterruptedException {
    intake().take(Arrays.stream(texts).map(IntakeTest::record).toList());
  }

  private static InboundRecord record(String text) {
    return InboundRecord.of(
        "test", new Identity(text, text), NOON, null, text.getBytes(StandardCharsets.UTF_8));
  }

  private Intake intake() {
    IntakeSettings settings =
        new IntakeSettings("g", "t", 10, 2, Duration.ofSeconds(30), 1, Map.of(), TWICE, TWICE);
    return new Intake(
        readers(),
        sinks(),
        table,
        new FlowRuns(flows(), THREADS, 2),
        maker(),
        outbox(),
        DATABASE.transaction(),
        new IntakeMeters(meters, clock),
        settings,
        clock);
  }

  private LateEvents late() {
    return late(Lane.allBut(Set.of(), 1), new Loops().add("late-events"));
  }

  private LateEvents late(Lane lane, Loop loop) {
    return new LateEvents(
        table,
        readers(),
        sinks(),
        flows(),
        maker(),
        outbox(),
        DATABASE.transaction(),
        nobody(),
        clock,
        lane,
        loop);
  }

  private static Decision.Maker maker() {
    RetrySchedule once = new RetrySchedule(TWICE, 0, () -> 0);
    return new Decision.Maker(once, once);
  }

  private EventReaders readers() {
    return new EventReaders(
        List.of(
            new EventReader() {
              @Override
              public String source() {
                return "test";
              }

              @Override
              public List<Window.Twin> twins(InboundRecord record) {
                return Window.twin(record.source(), record.key()).stream().toList();
              }

              @Override
              public List<Event> read(InboundRecord record) {
                return List.of(
                    new Event(
                        record.id(),
                        "test",
                        "test.happened",
                        record.subject(),
                        record.receivedAt(),
                        Map.of("text", reader.apply(record))));
              }
            }),
        source -> Optional.empty());
  }

  private EventSinks sinks() {
    return new EventSinks(
        List.of(
            new EventSink() {
              @Override
              public Set<String> types() {
                return Set.of("test.happened");
              }

              @Override
              public void take(List<Event> events) {
                events.forEach(event -> sink.accept(String.valueOf(event.body().get("text"))));
              }
            }));
  }

  private Flows flows() {
    return new Flows() {
      @Override
      public FlowOutcome run(Event event, @Nullable String resumeAt, int waits) {
        return flow.apply(String.valueOf(event.body().get("text")));
      }

      @Override
      public boolean exists(String flow) {
        return true;
      }
    };
  }

  private static FlowOutcome done() {
    return new FlowOutcome.Done(Emitted.NOTHING, null);
  }

  /** Accepts everything and sends nothing. */
  private Outbox outbox() {
    return (Outbox)
        Proxy.newProxyInstance(
            Outbox.class.getClassLoader(),
            new Class<?>[] {Outbox.class},
            (proxy, method, arguments) -> {
              sent.addAll((List<OutboxMessage>) arguments[0]);
              return old;
            });
  }

  private static Witness nobody() {
    return new Witness() {
      @Override
      public void duplicates(String source, int count) {}

      @Override
      public void processed(InboundRecord record, Decision decision) {}
    };
  }

  private static List<String> states(String... texts) {
    return DATABASE
        .jdbc()
        .sql("select state from event where convert_from(raw, 'UTF8') = any(?::text[])")
        .param(texts)
        .query(String.class)
        .list();
  }

  private static String reason(String text) {
    return DATABASE
        .jdbc()
        .sql("select reason from event where convert_from(raw, 'UTF8') = ?")
        .param(text)
        .query(String.class)
        .single();
  }

  private static List<String> notes(String text) {
    return DATABASE
        .jdbc()
        .sql("select what from event_note where event_id = ?")
        .param(record(text).id())
        .query(String.class)
        .list();
  }

  private static long count() {
    return DATABASE.jdbc().sql("select count(*) from event").query(Long.class).single();
  }
}
