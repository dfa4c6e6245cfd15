package dev.recado.spine.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.ground.loop.Loops;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.outbox.Receipts.Receipt;
import dev.recado.spine.outbox.Receipts.State;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

class ReceiptsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final SettableClock clock = new SettableClock(NOON);
  private final JdbcClient jdbc = DATABASE.jdbc();
  private final Receipts receipts = new Receipts(jdbc, clock);
  private final OutboxTable outbox =
      new OutboxTable(
          jdbc,
          new com.fasterxml.jackson.databind.ObjectMapper(),
          clock,
          new Instance(UUID.randomUUID(), false),
          ZoneOffset.UTC,
          TestChannels.ofProviders("waha"));

  @BeforeEach
  void empty() {
    jdbc.sql("truncate outbox, receipt").update();
  }

  @ParameterizedTest
  @CsvSource({
    "SENT, DELIVERED, DELIVERED",
    "SENT, READ, READ",
    "DELIVERED, SENT, DELIVERED",
    "READ, DELIVERED, READ",
    "SENT, FAILED, DEAD",
    "READ, FAILED, READ",
    "SENDING, DELIVERED, DELIVERED",
    "UNKNOWN, SENT, SENT",
    "RETRY, DELIVERED, DELIVERED",
    "DEAD, READ, READ",
    "CANCELLED, READ, CANCELLED",
  })
  void aReceiptMovesAMessageForwardOnly(String before, State receipt, String after) {
    row("A", before);
    take(new Receipt("waha", "A", receipt, NOON));
    assertThat(state("A")).isEqualTo(after);
  }

  /** Else the secret of one account could let the messages of another be sent again. */
  @Test
  void aReceiptOfAnotherChannelCountsForNothing() throws Exception {
    row("A", "SENT");
    take(
        new Receipt("other", "A", State.FAILED, NOON, "META_131000: x", NOON.plusSeconds(1)),
        new Receipt("other", "A", State.READ, NOON));
    assertThat(state("A")).isEqualTo("SENT");
    jdbc.sql("truncate outbox").update();

    outbox.add(List.of(message()));
    Delivery sending = outbox.claim("waha", 1, List.of()).get(0);
    take(new Receipt("other", "LATER", State.READ, NOON));
    settle(sending, "LATER");
    assertThat(state("LATER")).isEqualTo("SENT");
  }

  @Test
  void theFurthestOfSeveralReceiptsCounts() {
    row("A", "SENT");
    take(
        new Receipt("waha", "A", State.READ, NOON),
        new Receipt("waha", "A", State.DELIVERED, NOON));
    assertThat(state("A")).isEqualTo("READ");
    assertThat(
            jdbc.sql("select delivered_at is not null from outbox").query(Boolean.class).single())
        .isTrue();
  }

  @Test
  void anEarlyReceiptIsAppliedOnceTheSendIsStored() throws Exception {
    outbox.add(List.of(message()));
    Delivery sending = outbox.claim("waha", 1, List.of()).get(0);
    take(new Receipt("waha", "LATER", State.DELIVERED, NOON));
    take(new Receipt("waha", "LATER", State.SENT, NOON));
    assertThat(jdbc.sql("select state from outbox").query(String.class).single())
        .isEqualTo("SENDING");
    settle(sending, "LATER");
    assertThat(state("LATER")).isEqualTo("DELIVERED");
    assertThat(jdbc.sql("select count(*) from receipt").query(Long.class).single()).isZero();
  }

  private void settle(Delivery sending, String id) throws Exception {
    settle(List.of(sending), DATABASE.transaction(), any -> id);
  }

  private void settle(
      List<Delivery> sending, TransactionTemplate transaction, Function<Delivery, String> id)
      throws Exception {
    Instance me =
        new Instance(
            jdbc.sql("select distinct claimed_by from outbox").query(UUID.class).single(), false);
    try (Ledger ledger = new Ledger(jdbc, transaction, clock, me, new Loops().add("ledger"))) {
      ledger.start();
      sending.forEach(
          one ->
              ledger.note(
                  new Ledger.Entry(
                      one,
                      MessageState.SENT,
                      null,
                      id.apply(one),
                      null,
                      null,
                      null,
                      NOON,
                      5,
                      deliveries -> {})));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, waha, DELIVERED",
    "SENDING, waha, DELIVERED",
    "RETRY, waha, RETRY",
    "UNKNOWN, other, UNKNOWN"
  })
  void aReceiptThatNamesTheMessageSettlesOneWhoseAnswerWasLost(
      String before, String channel, String after) {
    OutboxMessage lost = message();
    outbox.add(List.of(lost));
    jdbc.sql("update outbox set state = ?").param(before).update();
    take(
        List.of(new Receipts.Named(lost.id(), channel, "wamid.A")),
        new Receipt(channel, "wamid.A", State.DELIVERED, NOON));
    assertThat(jdbc.sql("select state from outbox").query(String.class).single()).isEqualTo(after);
  }

  @Test
  void aReceiptRenamesNoMessageWhoseAnswerCame() {
    OutboxMessage known = message();
    outbox.add(List.of(known));
    jdbc.sql("update outbox set provider_id = 'A', state = 'UNKNOWN'").update();
    take(List.of(new Receipts.Named(known.id(), "waha", "B")));
    assertThat(jdbc.sql("select provider_id from outbox").query(String.class).single())
        .isEqualTo("A");
  }

  /** Two that lock the same rows in two orders stop each other, and a send is stored late. */
  @Test
  void receiptsAndOutcomesOfTheSameMessagesDoNotStopEachOther() throws Exception {
    int many = 300;
    Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    TransactionTemplate watched = watched(failures);
    for (int round = 0; round < 5; round++) {
      empty();
      outbox.add(IntStream.range(0, many).mapToObj(n -> message("whatsapp:" + n)).toList());
      List<Delivery> sending = outbox.claim("waha", many, List.of());
      List<Delivery> backwards = new ArrayList<>(sending);
      Collections.reverse(backwards);
      CompletableFuture<Void> taken = CompletableFuture.runAsync(() -> delivered(sending, watched));
      settle(backwards, watched, one -> "wamid." + one.seq());
      taken.join();
    }

    assertThat(failures).isEmpty();
    assertThat(jdbc.sql("select distinct state from outbox").query(String.class).list())
        .containsExactly("DELIVERED");
  }

  @Test
  void receiptsOfUnknownMessagesAreForgottenAfterADay() {
    take(new Receipt("waha", "X", State.READ, NOON));
    clock.tick(Duration.ofDays(2));
    take(new Receipt("waha", "Y", State.READ, clock.instant()));
    assertThat(jdbc.sql("select provider_id from receipt").query(String.class).list())
        .containsExactly("Y");
  }

  /** Each message by the hub's own id, as Meta names it. */
  private void delivered(List<Delivery> sending, TransactionTemplate transaction) {
    List<Receipts.Named> named = new ArrayList<>();
    List<Receipt> all = new ArrayList<>();
    for (Delivery one : sending) {
      String id = "wamid." + one.seq();
      named.add(new Receipts.Named(one.id(), "waha", id));
      all.add(new Receipt("waha", id, State.DELIVERED, NOON));
    }
    transaction.executeWithoutResult(status -> receipts.take(named, all));
  }

  private static TransactionTemplate watched(Queue<RuntimeException> failures) {
    return new TransactionTemplate(
        Objects.requireNonNull(DATABASE.transaction().getTransactionManager())) {

      @Override
      public <T> @Nullable T execute(TransactionCallback<T> work) {
        try {
          return super.execute(work);
        } catch (RuntimeException e) {
          failures.add(e);
          throw e;
        }
      }
    };
  }

  private void take(Receipt... these) {
    take(List.of(), these);
  }

  private void take(List<Receipts.Named> named, Receipt... these) {
    DATABASE.transaction().executeWithoutResult(status -> receipts.take(named, List.of(these)));
  }

  private void row(String id, String state) {
    outbox.add(List.of(message()));
    jdbc.sql("update outbox set provider_id = ?, state = ?").params(id, state).update();
  }

  private String state(String id) {
    return jdbc.sql("select state from outbox where provider_id = ?")
        .param(id)
        .query(String.class)
        .single();
  }

  private static OutboxMessage message() {
    return message("whatsapp:551187654321");
  }

  private static OutboxMessage message(String conversation) {
    return new OutboxMessage(
        UUID.randomUUID(),
        null,
        "whatsapp-text",
        "waha",
        conversation,
        "5511987654321",
        Map.of("text", "Olá"),
        null,
        null,
        false,
        0,
        NOON);
  }
}
