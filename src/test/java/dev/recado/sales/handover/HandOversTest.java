package dev.recado.sales.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.chat.turn.TimerTable;
import dev.recado.chat.turn.TimerTable.Wish;
import dev.recado.sales.handover.HandOvers.By;
import dev.recado.sales.handover.HandOvers.State;
import dev.recado.sales.handover.HandOvers.What;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Take-overs, returns and timers on a real database. */
class HandOversTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final Instant MONDAY_AT_NINE = Instant.parse("2026-11-23T12:00:00Z");
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String PHONE = "5521976540001";
  private static final String SHORT_FORM = "552176540001";
  private static final String CONVERSATION = "whatsapp:552176540001";
  private static final By ANA = new By("Ana Atendente", "whatsapp", "Comando: /assumir", null);
  private static final By BRUNO = new By("Bruno", "api", null, null);

  private final SettableClock clock = new SettableClock(NOON);
  private final JdbcClient jdbc = DATABASE.jdbc();
  private final TestHandOvers parts = new TestHandOvers(DATABASE, clock);
  private final TimerTable timers = parts.timers();
  private final HandOvers handOvers = parts.handOvers(Duration.ofHours(12));

  @BeforeEach
  void empty() {
    jdbc.sql("truncate contact, hand_over_change, event cascade").update();
  }

  @Test
  void aTakeOverHoldsForBothFormsOfTheNumber() {
    assertThat(handOvers.take(PHONE, ANA)).isTrue();

    assertThat(handOvers.of(SHORT_FORM))
        .isEqualTo(new State(false, NOON, "Ana Atendente", NOON.plus(Duration.ofHours(12))));
    assertThat(changes()).containsExactly("TAKEN Ana Atendente whatsapp Comando: /assumir");
  }

  @Test
  void eachTakeOverIsOneEventAndAFurtherMessageIsNone() {
    handOvers.take(PHONE, ANA);
    handOvers.spoke(CONVERSATION, PHONE, BRUNO);
    assertThat(taken()).isEqualTo(1);

    handOvers.giveBack(PHONE, ANA);
    handOvers.spoke(CONVERSATION, PHONE, BRUNO);
    assertThat(taken()).isEqualTo(2);
  }

  private long taken() {
    return jdbc.sql("select count(*) from event where type = 'conversation.taken'")
        .query(Long.class)
        .single();
  }

  @Test
  void aTakeOverFromAnotherPersonIsRecorded() {
    handOvers.take(PHONE, ANA);

    assertThat(handOvers.take(PHONE, BRUNO)).isFalse();
    assertThat(handOvers.of(PHONE).who()).isEqualTo("Bruno");
    assertThat(handOvers.of(PHONE).since()).isEqualTo(NOON);
    assertThat(changes())
        .containsExactly("TAKEN Bruno api -", "TAKEN Ana Atendente whatsapp Comando: /assumir");
  }

  @Test
  void aKnownNameStaysWhenTheCompanysPhoneWrites() {
    handOvers.take(PHONE, ANA);
    handOvers.spoke(CONVERSATION, PHONE, new By(By.TEAM, "whatsapp", null, null));

    assertThat(handOvers.of(PHONE).who()).isEqualTo("Ana Atendente");
    handOvers.spoke(CONVERSATION, PHONE, BRUNO);
    assertThat(handOvers.of(PHONE).who()).isEqualTo("Bruno");
  }

  @Test
  void givingBackAConversationOfTheHubIsNoChange() {
    assertThat(handOvers.giveBack(PHONE, ANA)).isFalse();
    assertThat(changes()).isEmpty();

    handOvers.take(PHONE, ANA);
    assertThat(handOvers.giveBack(SHORT_FORM, BRUNO)).isTrue();
    assertThat(handOvers.of(PHONE)).isEqualTo(new State(true, null, null, null));
    assertThat(changes()).first().isEqualTo("RETURNED Bruno api -");
  }

  @Test
  void aWriterTakesOverOnceAndDelaysTheReturnEachTime() {
    handOvers.spoke(CONVERSATION, PHONE, BRUNO);
    clock.tick(Duration.ofHours(11));
    handOvers.spoke(CONVERSATION, PHONE, BRUNO);

    assertThat(changes()).hasSize(1);
    clock.tick(Duration.ofHours(11));
    assertThat(handOvers.returnDue(10)).isZero();
    clock.tick(Duration.ofHours(1));
    assertThat(handOvers.returnDue(10)).isEqualTo(1);
    assertThat(handOvers.of(PHONE).bot()).isTrue();
    assertThat(changes())
        .first()
        .isEqualTo("RETURNED recado timer A pessoa não escreveu mais: a conversa voltou ao robô");
  }

  @Test
  void aHandOverOutOfHoursLastsUntilAfterThePromisedHour() {
    HandOvers closed = closedUntil(MONDAY_AT_NINE);
    closed.take(PHONE, new By(By.TEAM, By.FLOW, null, null));
    assertThat(closed.of(PHONE).returnsAt()).isEqualTo(MONDAY_AT_NINE.plus(Duration.ofHours(12)));

    clock.tick(Duration.ofHours(13));
    assertThat(closed.returnDue(10)).isZero();
  }

  @Test
  void aPersonsTakeOverOutOfHoursCountsSilenceAtOnce() {
    HandOvers closed = closedUntil(MONDAY_AT_NINE);
    closed.take(PHONE, ANA);

    assertThat(closed.of(PHONE).returnsAt()).isEqualTo(NOON.plus(Duration.ofHours(12)));
  }

  @Test
  void aMessageOfTheTeamDoesNotBringTheHubBackBeforeThePromisedHour() {
    HandOvers closed = closedUntil(MONDAY_AT_NINE);
    closed.take(PHONE, new By(By.TEAM, By.FLOW, null, null));
    closed.spoke(CONVERSATION, PHONE, BRUNO);
    closed.take(PHONE, ANA);

    assertThat(closed.of(PHONE).returnsAt()).isEqualTo(MONDAY_AT_NINE.plus(Duration.ofHours(12)));
  }

  private HandOvers closedUntil(Instant opening) {
    return parts.handOvers(
        Duration.ofHours(12),
        (conversation, now) -> conversation.equals(CONVERSATION) ? opening : now);
  }

  @Test
  void withoutAReturnTimeAPersonKeepsTheConversation() {
    parts.handOvers(Duration.ZERO).take(PHONE, ANA);
    clock.tick(Duration.ofDays(1000));

    assertThat(handOvers.returnDue(10)).isZero();
    assertThat(handOvers.of(PHONE).returnsAt()).isNull();
  }

  @Test
  void oneOfTwoConcurrentTakeOversIsFirst() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Boolean> take = () -> handOvers.take(PHONE, ANA);
      int first = 0;
      for (Future<Boolean> taken : threads.invokeAll(java.util.Collections.nCopies(8, take))) {
        first += taken.get() ? 1 : 0;
      }
      assertThat(first).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aRefusalIsRecordedToo() {
    handOvers.refused(CONVERSATION, new By("número não cadastrado", "whatsapp", "Não é", null));

    assertThat(changes()).containsExactly("REFUSED número não cadastrado whatsapp Não é");
    assertThat(handOvers.changes(Optional.empty(), 10))
        .singleElement()
        .matches(change -> change.what() == What.REFUSED);
  }

  @Test
  void aTakeOverEndsTheConversationsTimers() {
    timers.set(wish("sem-resposta", "handed-over"), UUID.randomUUID());
    timers.set(wish("lembrete", "customer-writes"), UUID.randomUUID());
    handOvers.take(PHONE, ANA);

    assertThat(events())
        .containsExactlyInAnyOrder(
            "timer:%s:sem-resposta DROPPED Uma pessoa assumiu a conversa".formatted(CONVERSATION),
            "timer:%s:lembrete WAITING -".formatted(CONVERSATION),
            "hand-over:%s WAITING -".formatted(CONVERSATION));
  }

  @Test
  void aConversationHasOneTimerOfEachName() {
    timers.set(wish("sem-resposta", "customer-writes"), UUID.randomUUID());
    timers.set(wish("sem-resposta", "customer-writes"), UUID.randomUUID());

    assertThat(events())
        .containsExactlyInAnyOrder(
            "timer:%s:sem-resposta DROPPED Substituído por um novo".formatted(CONVERSATION),
            "timer:%s:sem-resposta WAITING -".formatted(CONVERSATION));
  }

  @Test
  void aTimerThatHasRunIsNotTakenBack() {
    timers.set(wish("sem-resposta", "customer-writes"), UUID.randomUUID());
    jdbc.sql("update event set state = 'DONE'").update();
    timers.end(CONVERSATION, TimerTable.CUSTOMER_WRITES, "O cliente escreveu");

    UUID event = jdbc.sql("select id from event").query(UUID.class).single();
    assertThat(timers.whyNot(event)).isNull();
  }

  @Test
  void aRunningTimerLearnsThatItWasTakenBack() {
    timers.set(wish("sem-resposta", "customer-writes"), UUID.randomUUID());
    jdbc.sql("update event set claimed_by = ?").param(UUID.randomUUID()).update();
    timers.end(CONVERSATION, TimerTable.CUSTOMER_WRITES, "O cliente escreveu");

    UUID event = jdbc.sql("select id from event").query(UUID.class).single();
    assertThat(timers.whyNot(event)).isEqualTo("O cliente escreveu");
  }

  private static Wish wish(String name, String unless) {
    return new Wish(
        CONVERSATION,
        PHONE,
        name,
        "human-handoff",
        List.of(unless),
        Map.of(),
        NOON.plus(Duration.ofDays(2)));
  }

  private List<String> changes() {
    return handOvers.changes(Optional.of(CONVERSATION), 10).stream()
        .map(
            c -> c.what() + " " + c.who() + " " + c.via() + " " + (c.why() == null ? "-" : c.why()))
        .toList();
  }

  private List<String> events() {
    return jdbc.sql("select subject || ' ' || state || ' ' || coalesce(reason, '-') from event")
        .query(String.class)
        .list();
  }
}
