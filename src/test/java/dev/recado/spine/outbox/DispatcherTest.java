package dev.recado.spine.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.ground.loop.Loops;
import dev.recado.ground.loop.Workers;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Link;
import dev.recado.spine.channel.Pace;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.outbox.OutboxSettings.ConnectorSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A dispatcher on a real database, under a clock that a test moves by hand. */
class DispatcherTest {

  private static final Instant NIGHT = Instant.parse("2026-11-19T01:30:00Z");
  private static final Instant MORNING = Instant.parse("2026-11-19T11:00:00Z");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final TestDatabase database = TestDatabase.create();
  private final SettableClock clock = new SettableClock(NIGHT);
  private final Instance me = new Instance(UUID.randomUUID(), false);
  private final OutboxTable table =
      new OutboxTable(
          database.jdbc(),
          new ObjectMapper(),
          clock,
          me,
          ZoneOffset.UTC,
          TestChannels.ofProviders("waha"));
  private final Ledger ledger =
      new Ledger(database.jdbc(), database.transaction(), clock, me, new Loops().add("ledger"));
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService promoter = Executors.newSingleThreadScheduledExecutor();
  private final List<AutoCloseable> running = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable part : running) {
      part.close();
    }
  }

  @Test
  void aNoticeIsHeldAtNightAndGoesInTheMorning() {
    start("national", null, delivery -> new Outcome.Done("ID", null));
    table.add(List.of(message(1, false)));
    await().atMost(LIMIT).until(() -> one("state").equals("HELD"));
    assertThat(one("reason")).startsWith("QUIET_HOURS");
    assertThat(one("due_at at time zone 'UTC'")).startsWith("2026-11-19 11:00:00");
    assertThat(one("attempts")).isEqualTo("0");
    assertThat(sent).isEmpty();

    clock.tick(Duration.between(NIGHT, MORNING));
    await().atMost(LIMIT).until(() -> one("state").equals("SENT"));
    assertThat(sent).containsExactly("1");
  }

  @Test
  void aReplyGoesAtNightThoughANoticeBeforeItIsHeld() {
    start("national", null, delivery -> new Outcome.Done("ID", null));
    table.add(List.of(message(1, false)));
    await().atMost(LIMIT).until(() -> one("state").equals("HELD"));
    table.add(List.of(message(2, true)));
    await().atMost(LIMIT).until(() -> sent.contains("2"));
    assertThat(sent).containsExactly("2");
  }

  @Test
  void aPacedChannelSendsItsBurstAndThenOneForEachInterval() {
    start(
        "off",
        new Pace(Duration.ofSeconds(3), 2, Duration.ofMillis(1)),
        delivery -> new Outcome.Done("ID", null));
    table.add(IntStream.range(0, 5).mapToObj(n -> message(n, n, false)).toList());
    await().atMost(LIMIT).until(() -> sent.size() == 2);
    clock.tick(Duration.ofMillis(2900));
    stays(2);
    clock.tick(Duration.ofMillis(200));
    await().atMost(LIMIT).until(() -> sent.size() == 3);
    stays(3);
    clock.tick(Duration.ofSeconds(30));
    await().atMost(LIMIT).until(() -> sent.size() == 5);
  }

  private void stays(int count) {
    await()
        .atMost(LIMIT)
        .during(Duration.ofMillis(300))
        .untilAsserted(() -> assertThat(sent).hasSize(count));
  }

  @Test
  void afterTheLastAttemptAMessageIsADeadLetterWithEveryAttemptWrittenDown() {
    start("off", null, delivery -> new Outcome.Retry("WAHA answered 503", null));
    table.add(List.of(message(1, false)));
    await().atMost(LIMIT).until(() -> one("state").equals("RETRY"));
    clock.tick(Duration.ofSeconds(2));
    await().atMost(LIMIT).until(() -> one("attempts").equals("2") && one("state").equals("RETRY"));
    clock.tick(Duration.ofSeconds(2));
    await().atMost(LIMIT).until(() -> one("state").equals("DEAD"));
    assertThat(one("reason")).isEqualTo("WAHA answered 503 (desistiu depois de 3 tentativas)");
    assertThat(
            database
                .jdbc()
                .sql("select outcome from attempt order by number")
                .query(String.class)
                .list())
        .containsExactly("RETRY", "RETRY", "DEAD");
  }

  @Test
  void aMessageThatIsTooEarlyWaitsAndIsNotAFailure() {
    CircuitBreaker breaker = CircuitBreaker.ofDefaults("crm");
    start(
        "off",
        null,
        breaker,
        delivery ->
            delivery.attempt() == 1
                ? new Outcome.NotYet("its answer is on the way", Duration.ofSeconds(10))
                : new Outcome.Done("ID", null));
    ListAppender<ILoggingEvent> told = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger(Dispatcher.class);
    told.start();
    log.addAppender(told);
    table.add(List.of(message(1, false)));
    await().atMost(LIMIT).until(() -> one("state").equals("RETRY"));
    assertThat(one("due_at at time zone 'UTC'")).startsWith("2026-11-19 01:30:10");
    assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();

    clock.tick(Duration.ofSeconds(10));
    await().atMost(LIMIT).until(() -> one("state").equals("SENT"));
    log.detachAppender(told);
    assertThat(told.list).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.INFO));
  }

  @Test
  void aBlockedHubWaitsAsLongAsItTakes() {
    CircuitBreaker breaker = CircuitBreaker.ofDefaults("waha");
    start(
        "off",
        null,
        breaker,
        delivery ->
            delivery.attempt() < 20
                ? new Outcome.Blocked("the key is refused")
                : new Outcome.Done("ID", null));
    table.add(List.of(message(1, false)));
    for (int attempt = 1; attempt < 20; attempt++) {
      String tried = Integer.toString(attempt);
      await()
          .atMost(LIMIT)
          .until(() -> one("attempts").equals(tried) && one("state").equals("RETRY"));
      clock.tick(Duration.ofSeconds(5));
    }
    await().atMost(LIMIT).until(() -> one("state").equals("SENT"));
    assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
  }

  @Test
  void theAnswerOfTheFarSideIsKeptBehindTheShortReasonAndIsNotLogged() {
    Logger logger = (Logger) LoggerFactory.getLogger(Dispatcher.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.setLevel(Level.WARN);
    logger.addAppender(lines);
    try {
      start("off", null, delivery -> new Outcome.Refused("HTTP_422", "the number is used"));
      table.add(List.of(message(1, false)));
      await().atMost(LIMIT).until(() -> one("state").equals("DEAD"));
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(null);
    }
    assertThat(one("reason")).isEqualTo("HTTP_422: the number is used");
    assertThat(database.jdbc().sql("select detail from attempt").query(String.class).single())
        .isEqualTo("HTTP_422: the number is used");
    assertThat(List.copyOf(lines.list))
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.contains("the number is used"));
  }

  @Test
  void aBatchWrittenTwiceLeavesTheNextAttemptAlone() throws InterruptedException {
    table.add(List.of(message(1, false)));
    Delivery first = table.claim("waha", 1, List.of()).get(0);
    Ledger.Entry entry =
        new Ledger.Entry(
            first,
            MessageState.RETRY,
            clock.instant(),
            null,
            null,
            "503",
            null,
            clock.instant(),
            5,
            deliveries -> {});
    ledger.start();
    ledger.note(entry);
    await().atMost(LIMIT).until(() -> one("state").equals("RETRY"));
    table.promote();
    Delivery second = table.claim("waha", 1, List.of()).get(0);
    assertThat(second.attempt()).isEqualTo(2);
    // The same as after a commit whose answer was lost.
    ledger.note(entry);
    ledger.close();
    assertThat(one("state")).isEqualTo("SENDING");
  }

  @Test
  void anOutcomeThatCannotBeStoredAffectsOnlyItsOwnRow() throws InterruptedException {
    List<OutboxMessage> messages =
        IntStream.range(0, 5).mapToObj(n -> message(n, n, false)).toList();
    table.add(messages);
    List<Delivery> claimed = table.claim("waha", 5, List.of());
    // Longer than an index allows, and PostgreSQL cannot compress it.
    String endless =
        new java.util.Random(7)
            .ints(100_000, 'a', 'z' + 1)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    List<Delivery> told = new CopyOnWriteArrayList<>();
    for (Delivery delivery : claimed) {
      boolean bad = delivery.conversation().equals("whatsapp:2");
      ledger.note(
          new Ledger.Entry(
              delivery,
              MessageState.SENT,
              null,
              bad ? endless : "ID" + delivery.seq(),
              null,
              null,
              null,
              clock.instant(),
              5,
              told::addAll));
    }
    ledger.start();
    await().atMost(LIMIT).until(() -> told.size() == 5);
    ledger.close();

    assertThat(
            database
                .jdbc()
                .sql("select state || ' ' || count(*) from outbox group by state order by 1")
                .query(String.class)
                .list())
        .containsExactly("SENT 4", "UNKNOWN 1");
    assertThat(
            database
                .jdbc()
                .sql("select reason from outbox where conversation = 'whatsapp:2'")
                .query(String.class)
                .single())
        .startsWith("the answer could not be stored")
        .hasSizeLessThan(500);
  }

  @Test
  void everyOutcomeFitsItsColumns() {
    start(
        "off",
        null,
        delivery ->
            delivery.conversation().equals("whatsapp:0")
                ? new Outcome.Done("\0" + "i".repeat(1_000_000), "\0" + "c".repeat(1_000_000))
                : new Outcome.Unknown("\0" + "r".repeat(1_000_000)));
    table.add(List.of(message(1, 0, false), message(2, 1, false)));
    await()
        .atMost(LIMIT)
        .until(
            () ->
                database
                    .jdbc()
                    .sql("select state from outbox order by seq")
                    .query(String.class)
                    .list()
                    .equals(List.of("SENT", "UNKNOWN")));
    assertThat(one("length(provider_id)")).isEqualTo("250");
  }

  @Test
  void aConnectorThatThrowsLeavesNoRowUnderWay() {
    CircuitBreaker breaker = CircuitBreaker.ofDefaults("waha");
    start(
        "off",
        null,
        breaker,
        delivery -> {
          throw new IllegalStateException("no such route");
        });
    table.add(List.of(message(1, false)));
    await().atMost(LIMIT).until(() -> one("state").equals("UNKNOWN"));
    assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
  }

  private void start(
      String quietHours,
      @Nullable Pace pace,
      java.util.function.Function<Delivery, Outcome> farSide) {
    start(quietHours, pace, CircuitBreaker.ofDefaults("waha"), farSide);
  }

  private void start(
      String quietHours,
      @Nullable Pace pace,
      CircuitBreaker breaker,
      java.util.function.Function<Delivery, Outcome> farSide) {
    ConnectorSettings settings =
        new ConnectorSettings(4, pace, Duration.ofSeconds(10), 20, Duration.ofSeconds(20));
    List<Duration> pauses = List.of(Duration.ofSeconds(1), Duration.ofSeconds(1));
    Dispatcher.Parts parts =
        new Dispatcher.Parts(
            table,
            ledger,
            (connector, channel, delivery) -> {
              sent.add(String.valueOf(delivery.payload().get("text")));
              return farSide.apply(delivery);
            },
            new Gate(),
            new ChannelPace(database.jdbc()),
            new RetrySchedule(pauses, 0, () -> 0.5),
            new OutboxMeters(new SimpleMeterRegistry()),
            new OutboxSettings(
                pace != null,
                quietHours,
                ZoneId.of("America/Sao_Paulo"),
                pauses,
                0,
                Duration.ofMillis(20),
                Map.of("waha", settings)),
            clock);
    Dispatcher dispatcher =
        new Dispatcher(
            new Lane(
                "waha",
                "waha",
                Channel.ofSettings("waha", "WAHA", Map.of(), Map.of(), false),
                new Link() {},
                new ChannelRules(QuietHours.preset(quietHours), null, null),
                settings),
            parts,
            breaker,
            new Workers(new Loops().add("dispatch-waha"), "send-waha", 4));
    ledger.start();
    dispatcher.start();
    running.add(dispatcher::close);
    running.add(promoter::shutdownNow);
    promoter.scheduleWithFixedDelay(table::promote, 0, 20, TimeUnit.MILLISECONDS);
    running.add(ledger);
  }

  private String one(String column) {
    return database
        .jdbc()
        .sql("select coalesce((" + column + ")::text, '') from outbox order by seq limit 1")
        .query(String.class)
        .single();
  }

  private OutboxMessage message(int number, boolean reply) {
    return message(number, 0, reply);
  }

  private OutboxMessage message(int number, int person, boolean reply) {
    return new OutboxMessage(
        StableId.of("test", Integer.toString(number)),
        null,
        "whatsapp-text",
        "waha",
        "whatsapp:" + person,
        "5511987654321",
        Map.of("text", Integer.toString(number)),
        null,
        null,
        reply,
        0,
        clock.instant());
  }
}
