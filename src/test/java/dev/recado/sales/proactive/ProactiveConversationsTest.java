package dev.recado.sales.proactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.chat.conversation.Introductions;
import dev.recado.chat.intent.TestBusiness;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.proactive.ProactiveConversations.Outcome;
import dev.recado.sales.proactive.ProactiveConversations.Request;
import dev.recado.sales.proactive.ProactiveConversations.Status;
import dev.recado.sales.seller.Seller;
import dev.recado.sales.seller.Sellers;
import dev.recado.sales.seller.Sellers.Assignment;
import dev.recado.sales.seller.WorkingHours;
import dev.recado.spine.flow.Event;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Contacts;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.jdbc.core.simple.JdbcClient;

class ProactiveConversationsTest {

  private static final Instant NOON = Instant.parse("2026-11-20T15:00:00Z");
  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String PHONE = "5511987654321";
  private static final String MARIA = Contacts.conversation(PHONE);
  private static final Seller ANA =
      new Seller(
          7,
          "Ana Atendente",
          null,
          "5511900001111",
          List.of("Cozinhas"),
          "kommo",
          "501",
          true,
          WorkingHours.USUAL);

  private final SettableClock clock = new SettableClock(NOON);
  private final JdbcClient jdbc = DATABASE.jdbc();
  private final Sellers sellers = mock(Sellers.class);
  private final CrmLinks links = mock(CrmLinks.class);
  private final Introductions introductions = mock(Introductions.class);
  private final Timers timers = mock(Timers.class);
  private final ProactiveQueries queries = new ProactiveQueries(jdbc, Duration.ofDays(7), clock);
  private final ProactiveRows rows = new ProactiveRows(jdbc, clock);
  private final ProactiveConversations openings =
      new ProactiveConversations(
          DATABASE.transaction(),
          queries,
          rows,
          sellers,
          links,
          introductions,
          TestBusiness.ours(),
          timers,
          clock);

  @BeforeEach
  void empty() {
    jdbc.sql("truncate opening, conversation, crm_link, outbox cascade").update();
    when(sellers.assign(anyString(), any(), any()))
        .thenReturn(new Assignment(ANA, false, false, null));
    when(sellers.byId(7)).thenReturn(Optional.of(ANA));
  }

  private static Request form(@Nullable String area) {
    return new Request(
        "(11) 98765-4321",
        "maria silva",
        "maria@example.com",
        area,
        "formulario",
        "Quero reformar",
        null,
        null,
        null);
  }

  private static Request lead(String id) {
    return new Request(PHONE, null, null, null, "kommo", null, null, id, "93");
  }

  @Test
  void aNewConversationHasItsAreaItsSellerAndItsEvent() {
    Outcome outcome = openings.start(form("bancada de cozinha"));

    assertThat(outcome.status()).isEqualTo(Status.STARTED);
    assertThat(outcome.seller()).isEqualTo(ANA);
    assertThat(outcome.area()).isEqualTo("Cozinhas");
    assertThat(outcome.reason()).isNull();
    verify(sellers).assign(MARIA, "Cozinhas", null);
    verify(introductions)
        .introduce(
            PHONE,
            "Maria Silva",
            Map.of(
                "nome", "Maria Silva",
                "areaDeInteresse", "Cozinhas",
                "email", "maria@example.com"));
    Event event = event();
    assertThat(event.type()).isEqualTo("conversation.started");
    assertThat(event.body())
        .containsEntry("openingId", outcome.id().toString())
        .containsEntry("to", PHONE)
        .containsEntry("area", "Cozinhas")
        .containsEntry("trigger", "formulario")
        .containsEntry("message", "Quero reformar")
        .containsEntry("leadId", null)
        .extractingByKey("seller")
        .hasToString("{id=7, name=Ana Atendente, externalId=501, phone=5511900001111}");
  }

  private Event event() {
    ArgumentCaptor<InboundRecord> record = ArgumentCaptor.forClass(InboundRecord.class);
    verify(timers).set(record.capture(), eq(ProactiveEvents.TYPE), eq(NOON));
    Contacts contacts = mock(Contacts.class);
    when(contacts.of(PHONE)).thenReturn(Contacts.Standing.NONE);
    return new ProactiveEvents(queries, sellers, contacts).read(record.getValue()).get(0);
  }

  @Test
  void aRepeatWhileOneRunsIsOnlyCounted() {
    Outcome first = openings.start(form("Cozinhas"));
    clock.tick(Duration.ofMinutes(1));
    Outcome second = openings.start(lead("28"));

    assertThat(second.status()).isEqualTo(Status.ALREADY_RUNNING);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.seller()).isEqualTo(ANA);
    verify(sellers).assign(anyString(), any(), any());
    verify(timers).set(any(), anyString(), any());
    verify(links).learn(MARIA, "93", "28");
    ProactiveConversation running = openings.running(MARIA).orElseThrow();
    assertThat(running.repeats()).isEqualTo(1);
    assertThat(running.repeatedBy()).isEqualTo("kommo");
    assertThat(running.repeatedAt()).isEqualTo(NOON.plus(Duration.ofMinutes(1)));
    assertThat(openings.counts()).isEqualTo(new ProactiveConversations.Counts(1, 1, 1));
  }

  @Test
  void theSellerChosenInTheCrmGetsTheConversation() {
    openings.start(lead("28").chosen("502"));
    verify(sellers).assign(MARIA, null, "502");
  }

  @Test
  void theSellerChosenForALaterLeadGetsTheConversationToo() {
    openings.start(form("Cozinhas"));
    openings.start(lead("28").chosen("502"));

    verify(sellers).assign(MARIA, "Cozinhas", null);
    verify(sellers).assign(MARIA, "Cozinhas", "502");
  }

  @Test
  void aRepeatDoesNotReplaceTheLinkedLead() {
    openings.start(form("Cozinhas"));
    when(links.of(MARIA)).thenReturn(Optional.of(new CrmLinks.Link(MARIA, "93", "27")));
    openings.start(lead("28"));

    verify(links, never()).learn(MARIA, "93", "28");
  }

  @Test
  void bothFormsOfANumberAreOneContact() {
    openings.start(form("Cozinhas"));

    assertThat(
            openings
                .start(new Request("1187654321", null, null, null, "api", null, null, null, null))
                .status())
        .isEqualTo(Status.ALREADY_RUNNING);
  }

  @Test
  void aConcurrentFormAndWebhookBeginOneConversation() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Outcome>> together =
        Stream.<Callable<Outcome>>generate(() -> () -> openings.start(form("Cozinhas")))
            .limit(16)
            .toList();
    List<Future<Outcome>> outcomes = threads.invokeAll(together);
    threads.shutdown();

    int begun = 0;
    for (Future<Outcome> outcome : outcomes) {
      begun += outcome.get().status() == Status.STARTED ? 1 : 0;
    }
    assertThat(begun).isEqualTo(1);
    verify(sellers).assign(anyString(), any(), any());
    verify(timers).set(any(), anyString(), any());
    assertThat(openings.counts()).isEqualTo(new ProactiveConversations.Counts(1, 1, 15));
  }

  @Test
  void aRolledBackConversationHasNotBegun() {
    DATABASE
        .transaction()
        .executeWithoutResult(
            status -> {
              openings.start(form("Cozinhas"));
              status.setRollbackOnly();
            });

    assertThat(openings.running(MARIA)).isEmpty();
    assertThat(openings.start(form("Cozinhas")).status()).isEqualTo(Status.STARTED);
  }

  @Test
  void afterAWeekWithoutAMessageItNoLongerRuns() {
    Outcome first = openings.start(form("Cozinhas"));
    clock.tick(Duration.ofDays(8));
    assertThat(openings.running(MARIA)).isEmpty();

    Outcome second = openings.start(form("Cozinhas"));
    assertThat(second.status()).isEqualTo(Status.STARTED);
    assertThat(openings.byId(first.id()).orElseThrow().endReason())
        .isEqualTo(ProactiveConversations.IDLE);
    assertThat(openings.lastOf(List.of(MARIA, "whatsapp:552176540009")))
        .extracting(ProactiveConversation::id)
        .containsExactly(second.id());
  }

  @Test
  void aMessageOfEitherSideKeepsItRunning() {
    openings.start(form("Cozinhas"));
    wrote(NOON.plus(Duration.ofDays(5)), "oi");
    clock.tick(Duration.ofDays(8));

    assertThat(openings.start(form("Cozinhas")).status()).isEqualTo(Status.ALREADY_RUNNING);
    assertThat(openings.running(MARIA).orElseThrow().lastWord())
        .isEqualTo(new ProactiveConversation.Word("CUSTOMER", "oi", NOON.plus(Duration.ofDays(5))));
  }

  private void wrote(Instant at, String text) {
    jdbc.sql(
            """
            insert into conversation (key, channel, started_at, last_message_at)
            values (:key, 'whatsapp', :at, :at)
            """)
        .param("key", MARIA)
        .param("at", Timestamp.from(at))
        .update();
    jdbc.sql(
            """
            insert into chat_message (id, conversation, author, kind, text, sent_at, received_at)
            values (gen_random_uuid(), :key, 'CUSTOMER', 'text', :text, :at, :at)
            """)
        .param("key", MARIA)
        .param("text", text)
        .param("at", Timestamp.from(at))
        .update();
  }

  @Test
  void anEndedConversationCanBeginAgainAndKeepsItsMessages() {
    openings.start(form("Cozinhas"));
    wrote(NOON, "oi");

    assertThat(openings.end(Optional.of(Contacts.conversation("5521976540001")), "x")).isZero();
    assertThat(openings.end(Optional.of(MARIA), "Encerrada")).isEqualTo(1);
    assertThat(openings.end(Optional.empty(), "Encerrada")).isZero();
    assertThat(openings.start(form("Cozinhas")).status()).isEqualTo(Status.STARTED);
    assertThat(jdbc.sql("select count(*) from chat_message").query(Long.class).single()).isOne();
  }

  @Test
  void aLostLeadEndsItsConversationAlsoIfTheLeadIsNewer() {
    openings.start(lead("28"));
    assertThat(openings.endLead("27", "Lead perdido")).isZero();
    assertThat(openings.endLead("28", "Lead perdido")).isEqualTo(1);

    openings.start(form("Cozinhas"));
    jdbc.sql("insert into crm_link (conversation, lead) values (?, '30')").param(MARIA).update();
    assertThat(openings.endLead("30", "Lead ganho")).isEqualTo(1);
    assertThat(openings.running(MARIA)).isEmpty();
  }

  @Test
  void anUnknownAreaAndAMissingSellerAreReported() {
    when(sellers.assign(MARIA, null, null))
        .thenReturn(new Assignment(null, false, true, "Não há vendedor ativo"));
    Outcome outcome = openings.start(form("Jardins"));

    assertThat(outcome.status()).isEqualTo(Status.STARTED);
    assertThat(outcome.area()).isNull();
    assertThat(outcome.seller()).isNull();
    assertThat(outcome.reason())
        .isEqualTo("A área 'Jardins' não está entre as áreas da empresa. Não há vendedor ativo");
    assertThat(event().body())
        .containsEntry("seller", null)
        .containsEntry("reason", outcome.reason());
  }

  @Test
  void anAreaInTheMessageIsFound() {
    assertThat(openings.start(form(null)).area()).isNull();
    openings.end(Optional.empty(), "Encerrada");
    Request message = new Request(PHONE, null, null, null, "site", "um closet", null, null, null);
    assertThat(openings.start(message).area()).isEqualTo("Dormitórios");
  }

  @Test
  void forbiddenCharactersAreRemovedAndLongTextsAreCut() {
    Request request =
        new Request(PHONE, "Ma\u0000ria", " ", "x".repeat(300), "site", "\u0000", null, null, null);
    assertThat(openings.start(request).status()).isEqualTo(Status.STARTED);

    ProactiveConversation opening = openings.running(MARIA).orElseThrow();
    assertThat(opening.name()).isEqualTo("Maria");
    assertThat(opening.email()).isNull();
    assertThat(opening.message()).isNull();
    assertThat(opening.reason()).hasSizeLessThan(300);
  }

  @Test
  void anInvalidPhoneIsRefusedInWords() {
    assertThatThrownBy(() -> new Request("123", null, null, null, "api", null, null, null, null))
        .isInstanceOf(UnprocessableException.class)
        .hasMessage("'123' não é um número de telefone: tem dígitos de menos");
  }

  @Test
  void ofTwoMergedConversationsTheRemainingOneContinues() {
    Outcome first = openings.start(form("Cozinhas"));
    rows.merged(MARIA, "whatsapp:552176540001");
    assertThat(openings.running("whatsapp:552176540001").map(ProactiveConversation::id))
        .contains(first.id());

    openings.start(form("Cozinhas"));
    rows.merged(MARIA, "whatsapp:552176540001");
    assertThat(openings.running("whatsapp:552176540001").map(ProactiveConversation::id))
        .contains(first.id());
    assertThat(openings.running(MARIA)).isEmpty();
  }
}
