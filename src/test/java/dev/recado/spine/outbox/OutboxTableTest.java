package dev.recado.spine.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.outbox.MessageDecisions.By;
import dev.recado.spine.outbox.OutboxTable.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OutboxTableTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final SettableClock clock = new SettableClock(NOON);
  private final JdbcClient jdbc = DATABASE.jdbc();
  private final TestChannels channels = TestChannels.ofProviders("waha");
  private final OutboxTable table = hub();

  @BeforeEach
  void empty() {
    jdbc.sql("truncate outbox, outbox_decision, told, contact, contact_channel, hub_instance")
        .update();
  }

  private OutboxTable hub() {
    return new OutboxTable(
        jdbc,
        new ObjectMapper(),
        clock,
        new Instance(UUID.randomUUID(), false),
        ZoneOffset.UTC,
        channels);
  }

  @Test
  void theSameMessageAddedTwiceIsOneRow() {
    table.add(List.of(message("a", 1)));
    table.add(List.of(message("a", 1), message("a", 2)));
    assertThat(count("QUEUED")).isEqualTo(2);
  }

  @Test
  void eachChangeIsToldAndTheSameFactsNotTwiceInARow() {
    assertThat(table.add(List.of(news("invoice 35", "300")))).isEmpty();
    assertThat(table.add(List.of(news("invoice 35", "300")))).hasSize(1);
    assertThat(table.add(List.of(news("invoice 35", "450"), news("invoice 35", "300")))).isEmpty();
    assertThat(table.add(List.of(news("invoice 36", "300"), news("invoice 35", "300")))).hasSize(1);
    assertThat(count("QUEUED")).isEqualTo(4);
  }

  @Test
  void aCancelledOrDeadMessageDoesNotCountAsTold() {
    for (String end : List.of("CANCELLED", "DEAD")) {
      table.add(List.of(news("invoice " + end, "300")));
      jdbc.sql("update outbox set state = ? where state = 'QUEUED'").param(end).update();

      assertThat(table.add(List.of(news("invoice " + end, "300")))).isEmpty();
      assertThat(count("QUEUED")).isEqualTo(1);
      assertThat(table.add(List.of(news("invoice " + end, "300")))).hasSize(1);
      assertThat(count("QUEUED")).isEqualTo(1);
      jdbc.sql("update outbox set state = 'READ' where state = 'QUEUED'").update();
    }
  }

  @Test
  void aMessageWithoutNewsNamesTheEarlierMessage() {
    OutboxMessage message = news("invoice 35", "300");
    table.add(List.of(message));
    UUID first = jdbc.sql("select id from outbox").query(UUID.class).single();
    assertThat(table.add(List.of(message)))
        .containsExactly(
            new Outbox.OldNews(
                null,
                "Nada de novo: a mesma mensagem espera para sair desde %s (%s)"
                    .formatted("20/11/2026 às 15:00", first)));

    jdbc.sql("update outbox set state = 'UNKNOWN', sent_at = null").update();
    assertThat(table.add(List.of(message)))
        .containsExactly(
            new Outbox.OldNews(
                null,
                "Nada de novo: já informado em %s (mensagem %s)"
                    .formatted("20/11/2026 às 15:00", first)));
  }

  @Test
  void aRepeatOfAnotherEventNamesTheFirstMessageAndItsEvent() {
    OutboxMessage first = of(new UUID(0, 1));
    assertThat(table.add(List.of(first))).isEmpty();
    assertThat(table.add(List.of(first))).isEmpty();

    OutboxMessage second = of(new UUID(0, 2));
    assertThat(table.add(List.of(second)))
        .containsExactly(
            new Outbox.OldNews(
                second.eventId(),
                "Nada de novo: a mesma mensagem espera para sair desde %s (mensagem %s, do evento %s)"
                    .formatted("20/11/2026 às 15:00", first.id(), first.eventId())));
    jdbc.sql("update outbox set state = 'DEAD'").update();
    assertThat(table.add(List.of(second)).get(0).reason()).contains("não saiu e não é repetida");
    jdbc.sql("update outbox set state = 'SENT'").update();
    assertThat(table.add(List.of(second)).get(0).reason()).contains("já informado em 20/11/2026");
    assertThat(jdbc.sql("select count(*) from outbox").query(Integer.class).single()).isEqualTo(1);
  }

  private OutboxMessage of(UUID event) {
    jdbc.sql(
            """
            insert into event (id, source, event_key, type, subject, state, received_at, raw)
            values (:event, 'once', :event::text, 'x', 'x', 'DONE', now(), '')
            on conflict do nothing
            """)
        .param("event", event)
        .update();
    return message(event, null);
  }

  private static OutboxMessage news(String about, String facts) {
    return message(null, News.of(about, facts));
  }

  private static OutboxMessage message(@Nullable UUID event, @Nullable News news) {
    OutboxMessage bare = message("a", 1);
    return new OutboxMessage(
        bare.id(),
        event,
        bare.kind(),
        bare.connector(),
        bare.conversation(),
        bare.address(),
        bare.payload(),
        bare.repeatKey(),
        bare.client(),
        bare.reply(),
        bare.priority(),
        bare.scheduledFor(),
        news);
  }

  @Test
  void aClaimTakesOnlyTheFirstRowOfAConversation() {
    table.add(List.of(message("a", 1), message("a", 2), message("b", 1)));
    assertThat(texts(claim(10))).containsExactly("a1", "b1");
    assertThat(claim(10)).isEmpty();
  }

  private MessageDecisions decisions() {
    return new MessageDecisions(jdbc, table, DATABASE.transaction(), clock);
  }

  /** The only row, held until the day after. */
  private UUID held() {
    table.add(List.of(message("a", 1)));
    Delivery taken = claim(1).get(0);
    Instant tomorrow = NOON.plus(Duration.ofDays(1));
    table.release(
        List.of(new OutboxTable.Release(taken.seq(), MessageState.HELD, tomorrow, Gate.QUIET)));
    assertThat(claim(10)).isEmpty();
    return taken.id();
  }

  @Test
  void aPersonReleasesAHeldMessageAndItGoesAtOnce() {
    UUID id = held();
    assertThat(decisions().release(id, new By("ana", "pediu hoje"))).isTrue();
    assertThat(claim(10)).singleElement().matches(Delivery::released);
    assertThat(decisions().release(id, new By("ana", null))).isFalse();
    assertThat(decisions().cancel(id, new By("ana", null))).isFalse();
    assertThat(
            jdbc.sql("select what || who || why from outbox_decision").query(String.class).list())
        .containsExactly("RELEASEDanapediu hoje");
  }

  @Test
  void aPersonCancelsAWaitingMessageAndItBlocksNoOther() {
    table.add(List.of(message("a", 1), message("a", 2)));
    UUID first = jdbc.sql("select id from outbox order by seq limit 1").query(UUID.class).single();
    assertThat(decisions().cancel(first, new By("ana", null))).isTrue();
    assertThat(texts(claim(10))).containsExactly("a2");
    assertThat(decisions().release(first, new By("ana", null))).isFalse();
    assertThat(decisions().cancel(UUID.randomUUID(), new By("ana", null))).isFalse();
  }

  @Test
  void aStartingHubChecksHeldMessagesAgain() {
    held();
    assertThat(table.judgeAgain()).isEqualTo(1);
    assertThat(claim(10)).singleElement().matches(taken -> !taken.released());
    assertThat(table.judgeAgain()).isZero();
  }

  @Test
  void concurrentClaimersNeverTakeTheSameRowOrOvertakeInAConversation() throws Exception {
    table.add(
        IntStream.range(0, 600).mapToObj(n -> message("c" + n % 200, 1000 + n / 200)).toList());
    List<OutboxTable> hubs = List.of(hub(), hub(), hub(), hub());
    List<String> taken = takeAll(hubs);
    // Each conversation has given its first row once, and none has given its second.
    assertThat(taken).hasSize(200).doesNotHaveDuplicates().allMatch(text -> text.endsWith("1000"));
  }

  private List<String> takeAll(List<OutboxTable> hubs)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(hubs.size());
    List<Callable<List<String>>> claimers = new ArrayList<>();
    for (OutboxTable hub : hubs) {
      claimers.add(
          () -> {
            List<String> taken = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
              taken.addAll(texts(hub.claim("waha", 7, List.of())));
            }
            return taken;
          });
    }
    List<String> taken = new ArrayList<>();
    for (Future<List<String>> claimer : threads.invokeAll(claimers)) {
      taken.addAll(claimer.get());
    }
    threads.shutdown();
    return taken;
  }

  @Test
  void aRowScheduledForLaterBlocksNoOther() {
    table.add(List.of(message("a", 1, NOON.plusSeconds(3600)), message("a", 2)));
    assertThat(texts(claim(10))).containsExactly("a2");
  }

  @Test
  void aRowThatWaitsForARetryBlocksTheLaterOnes() {
    table.add(List.of(message("a", 1), message("a", 2)));
    Delivery first = claim(1).get(0);
    jdbc.sql("update outbox set state = 'RETRY', due_at = ? where seq = ?")
        .params(OutboxTable.timestamp(NOON.plusSeconds(60)), first.seq())
        .update();
    assertThat(claim(10)).isEmpty();
    clock.tick(Duration.ofSeconds(61));
    assertThat(texts(claim(10))).containsExactly("a1");
  }

  @Test
  void aMessageOfABatchThatIsRepeatedTomorrowHoldsUpNoReply() {
    BatchTable batches = new BatchTable(jdbc, table, clock);
    UUID batch = UUID.randomUUID();
    batches.open(batch, null);
    batches.add(batch, List.of(message("a", 1)));
    Delivery offer = claim(1).get(0);
    table.add(List.of(message("a", 2)));
    assertThat(claim(10)).as("While the offer is being sent").isEmpty();
    jdbc.sql("update outbox set state = 'RETRY', due_at = ? where seq = ?")
        .params(OutboxTable.timestamp(NOON.plus(Duration.ofDays(1))), offer.seq())
        .update();

    assertThat(texts(claim(10))).containsExactly("a2");
    // It takes no place of a message that can go out now, and the batch is not at its end.
    assertThat(batches.waiting(batch)).isEqualTo(new Batches.Waiting(0, 1, Map.of("waha", 0L)));
    clock.tick(Duration.ofDays(1));
    assertThat(batches.waiting(batch)).isEqualTo(new Batches.Waiting(1, 0, Map.of("waha", 1L)));
  }

  @Test
  void aMessageThatWasJudgedWhileItsBatchWasResumedGoesOut() {
    BatchTable batches = new BatchTable(jdbc, table, clock);
    UUID batch = UUID.randomUUID();
    batches.open(batch, null);
    batches.add(batch, List.of(message("a", 1)));
    Delivery offer = claim(1).get(0);
    table.release(
        List.of(new Release(offer.seq(), MessageState.HELD, Batches.NEVER, "CAMPAIGN_PAUSED")));

    assertThat(batches.letGo(batch)).isEqualTo(1);
    assertThat(texts(claim(10))).containsExactly("a1");
  }

  @Test
  void aHeldRowLetsTheOthersPass() {
    table.add(List.of(message("a", 1), message("a", 2)));
    Delivery first = claim(1).get(0);
    table.release(
        List.of(new Release(first.seq(), MessageState.HELD, NOON.plusSeconds(60), "QUIET_HOURS")));
    assertThat(texts(claim(10))).containsExactly("a2");
  }

  @Test
  void aRowThatIsPutBackHasNotUsedAnAttempt() {
    table.add(List.of(message("a", 1)));
    Delivery first = claim(1).get(0);
    assertThat(first.attempt()).isEqualTo(1);
    table.release(List.of(new Release(first.seq(), MessageState.QUEUED, null, "BREAKER_OPEN")));
    assertThat(claim(1)).singleElement().extracting(Delivery::attempt).isEqualTo(1);
  }

  @Test
  void anIdChosenBeforehandStaysWithItsRow() {
    table.add(List.of(message("a", 1)));
    Delivery first = table.claim("waha", 1, List.of("ID1")).get(0);
    table.release(List.of(new Release(first.seq(), MessageState.RETRY, null, "again")));
    assertThat(table.claim("waha", 1, List.of("ID2")))
        .singleElement()
        .extracting(Delivery::providerId)
        .isEqualTo("ID1");
  }

  @Test
  void aDeadHubsRowsAreRepeatedWithAnIdAndUnknownWithout() {
    table.add(List.of(message("a", 1), message("b", 1)));
    table.claim("waha", 2, List.of("ID1"));
    assertThat(hub().recover(NOON.minusSeconds(25))).isEqualTo(2);
    assertThat(count("RETRY")).isEqualTo(1);
    assertThat(count("UNKNOWN")).isEqualTo(1);
  }

  @Test
  void theRowsOfALivingHubStayWithIt() {
    UUID me = UUID.randomUUID();
    OutboxTable mine =
        new OutboxTable(
            jdbc, new ObjectMapper(), clock, new Instance(me, false), ZoneOffset.UTC, channels);
    mine.add(List.of(message("a", 1)));
    new Instances(jdbc, mine, new Instance(me, false), clock).beat();
    mine.claim("waha", 1, List.of());
    assertThat(hub().recover(NOON.minusSeconds(25))).isZero();
  }

  @Test
  void aClaimedRowThatIsNotBeingSentIsPutBack() {
    table.add(List.of(message("a", 1), message("b", 1)));
    List<Delivery> claimed = claim(2);
    table.inHand(claimed.get(0));
    clock.tick(Duration.ofSeconds(30));
    assertThat(table.putBack(clock.instant().minusSeconds(25))).isEqualTo(1);
    assertThat(claim(2))
        .singleElement()
        .satisfies(
            again -> {
              assertThat(again.seq()).isEqualTo(claimed.get(1).seq());
              assertThat(again.attempt()).isEqualTo(1);
            });
  }

  @Test
  void aReplayedRowStartsFromItsFirstAttempt() {
    table.add(List.of(message("a", 1)));
    Delivery first = claim(1).get(0);
    jdbc.sql("update outbox set state = 'DEAD', attempts = 11").update();
    assertThat(table.replay(first.id())).isTrue();
    assertThat(table.replay(first.id())).isFalse();
    assertThat(claim(1)).singleElement().extracting(Delivery::attempt).isEqualTo(1);
  }

  @Test
  void aClaimKnowsAnOptOut() {
    table.add(List.of(message("a", 1)));
    jdbc.sql("insert into contact (conversation, address, opted_out_at) values (?, '1', now())")
        .param("whatsapp:a")
        .update();
    assertThat(claim(1)).singleElement().extracting(Delivery::optedOut).isEqualTo(true);
  }

  /** The statistics of PostgreSQL describe the usual outbox, in which nothing waits. */
  @Test
  void aBacklogIsNotReadForEachRowOfAClaim() {
    rows(3_000, "SENT");
    jdbc.sql("analyze outbox").update();
    rows(2_000, "QUEUED");
    long before = entriesRead();

    assertThat(claim(50)).hasSize(50);

    await().until(() -> entriesRead() > before);
    assertThat(entriesRead() - before).isLessThan(10_000);
  }

  private void rows(int count, String state) {
    jdbc.sql(
            """
            insert into outbox (id, kind, connector, conversation, address, payload, state,
                                scheduled_for, due_at, created_at)
            select gen_random_uuid(), 'whatsapp-text', 'waha', 'whatsapp:' || n, n, '{"text": ""}',
                   :state, :now, :now, :now
              from generate_series(1, :count) n
            """)
        .param("state", state)
        .param("now", OutboxTable.timestamp(NOON))
        .param("count", count)
        .update();
  }

  private long entriesRead() {
    return jdbc.sql("select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'outbox'")
        .query(Long.class)
        .single();
  }

  @Test
  void aMessageOfTheHubGoesByTheContactsLastChannelElseByThePreferredOne() {
    channels.with(channel("vendas", true, false)).with(channel("loja", true, true));
    table.add(List.of(any("a", 1)));
    Contacts contacts = new Contacts(jdbc, clock);
    contacts.wrote(wrote("whatsapp:b", "vendas", NOON.minusSeconds(60)));
    contacts.wrote(wrote("whatsapp:b", "waha", NOON.minusSeconds(600)));
    table.add(List.of(any("b", 1)));
    assertThat(connectors()).containsExactly("loja", "vendas");

    contacts.wrote(wrote("whatsapp:b", "waha", NOON.minusSeconds(10)));
    table.add(List.of(any("b", 2)));
    assertThat(connectors()).containsExactly("loja", "vendas", "waha");
  }

  @Test
  void aChannelThatIsNotActiveSendsNothingNew() {
    channels.with(channel("velho", false, false));
    new Contacts(jdbc, clock).wrote(wrote("whatsapp:a", "velho", NOON));
    table.add(List.of(any("a", 1)));
    assertThat(connectors()).containsExactly("waha");
  }

  @Test
  void whoWasOnlyReachedOnTheSimulatorIsWrittenToByARealChannel() {
    channels.with(Channel.ofSettings("simulado", "Simulador", Map.of(), Map.of(), true));
    jdbc.sql(
            "insert into contact_channel (conversation, channel, checked_at) values ('whatsapp:a', 'simulado', now())")
        .update();
    new Contacts(jdbc, clock).wrote(wrote("whatsapp:b", "simulado", NOON));
    table.add(List.of(any("a", 1), any("b", 2)));
    assertThat(connectors()).containsExactly("waha", "simulado");
  }

  @Test
  void aMessageThatWaitsOnOneChannelHoldsUpNoOtherChannel() {
    table.add(List.of(message("a", 1), message("a", 2)));
    jdbc.sql("update outbox set connector = 'vendas' where payload like '%a1%'").update();
    assertThat(texts(claim(5))).containsExactly("a2");
  }

  @Test
  void aClaimKnowsWhereAndWhenTheContactWroteByThisChannel() {
    Contacts contacts = new Contacts(jdbc, clock);
    contacts.wrote(wrote("whatsapp:a", "waha", NOON.minusSeconds(60)));
    contacts.wrote(wrote("whatsapp:a", "vendas", NOON));
    table.add(List.of(message("a", 1)));
    assertThat(claim(1))
        .singleElement()
        .satisfies(
            delivery -> {
              assertThat(delivery.chatId()).isEqualTo("chat-of-waha");
              assertThat(delivery.wroteAt()).isEqualTo(NOON.minusSeconds(60));
              assertThat(delivery.wroteId()).isEqualTo("M" + NOON.minusSeconds(60));
            });
  }

  @Test
  void anOlderMessageThatComesLateDoesNotMoveTheWindowBack() {
    Contacts contacts = new Contacts(jdbc, clock);
    contacts.wrote(wrote("whatsapp:a", "waha", NOON.minusSeconds(60)));
    contacts.wrote(wrote("whatsapp:a", "waha", NOON.minusSeconds(600)));
    contacts.wrote(wrote("whatsapp:b", "waha", NOON.plusSeconds(600)));
    table.add(List.of(message("a", 1), message("b", 1)));
    assertThat(claim(2)).extracting(Delivery::wroteAt).containsExactly(NOON.minusSeconds(60), NOON);
  }

  @Test
  void aMessageHeldByTheWindowIsDueWhenTheContactWritesByThatChannel() {
    table.add(List.of(message("a", 1)));
    Delivery held = claim(1).get(0);
    table.release(
        List.of(
            new OutboxTable.Release(
                held.seq(), MessageState.HELD, NOON.plusSeconds(3600), Gate.WINDOW)));
    Contacts contacts = new Contacts(jdbc, clock);
    contacts.wrote(wrote("whatsapp:a", "vendas", NOON));
    assertThat(claim(1)).isEmpty();
    contacts.wrote(wrote("whatsapp:a", "waha", NOON));
    assertThat(texts(claim(1))).containsExactly("a1");
  }

  @Test
  void aFileGetsNoIdThatWasChosenBeforehand() {
    table.add(List.of(message("a", 1), message("b", 1)));
    jdbc.sql("update outbox set kind = 'whatsapp-media' where payload like '%a1%'").update();
    assertThat(table.claim("waha", 2, List.of("ID1", "ID2")))
        .extracting(Delivery::providerId)
        .containsExactly(null, "ID2");
  }

  private static Contacts.Wrote wrote(String conversation, String channel, Instant at) {
    return new Contacts.Wrote(
        conversation, "5511987654321", channel, "chat-of-" + channel, "M" + at, at);
  }

  private static Channel channel(String id, boolean active, boolean preferred) {
    return new Channel(
        id, "waha", null, id, Map.of(), Map.of(), null, null, null, null, active, preferred, false,
        false, 1);
  }

  private static OutboxMessage any(String who, int number) {
    OutboxMessage one = message(who, number);
    return new OutboxMessage(
        one.id(),
        null,
        one.kind(),
        Channel.ANY,
        one.conversation(),
        one.address(),
        one.payload(),
        null,
        null,
        false,
        0,
        one.scheduledFor());
  }

  private List<String> connectors() {
    return jdbc.sql("select connector from outbox order by seq").query(String.class).list();
  }

  private List<Delivery> claim(int limit) {
    return table.claim("waha", limit, List.of());
  }

  private static List<String> texts(List<Delivery> claimed) {
    return claimed.stream()
        .map(delivery -> String.valueOf(delivery.payload().get("text")))
        .toList();
  }

  private long count(String state) {
    return jdbc.sql("select count(*) from outbox where state = ?")
        .param(state)
        .query(Long.class)
        .single();
  }

  private static OutboxMessage message(String who, int number) {
    return message(who, number, NOON);
  }

  private static OutboxMessage message(String who, int number, Instant at) {
    String text = who + number;
    return new OutboxMessage(
        StableId.of("test", text),
        null,
        "whatsapp-text",
        "waha",
        "whatsapp:" + who,
        "5511987654321",
        Map.of("text", text),
        null,
        null,
        false,
        0,
        at);
  }
}
