package dev.recado.spine.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.TestDatabase;
import dev.recado.ground.web.Refusal;
import dev.recado.spine.campaign.CampaignKit.Parts;
import dev.recado.spine.channel.Pace;
import dev.recado.spine.outbox.Batches;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.MessageState;
import dev.recado.spine.outbox.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A campaign from its audience to the outbox. */
class CampaignTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  private CampaignKit kit;

  @BeforeEach
  void empty() {
    DATABASE
        .jdbc()
        .sql(
            "truncate outbox, outbox_batch, outbox_decision, contact, contact_channel, campaign, campaign_file, client cascade")
        .update();
    kit = new CampaignKit(DATABASE);
  }

  @Test
  void eachPersonOfAnAudienceGetsOneMessageInItsOrder() {
    kit.people(130);
    UUID id = kit.prepared(CampaignKit.draft());
    assertThat(kit.progress(id).planned()).isEqualTo(130);

    List<String> sent = kit.runToTheEnd(id);
    assertThat(sent).hasSize(130).doesNotHaveDuplicates().isSorted();
    assertThat(kit.state(id)).isEqualTo(CampaignState.DONE);
    assertThat(kit.progress(id).sent()).isEqualTo(130);
    assertThat(
            kit.texts(
                "select distinct payload::jsonb ->> 'text' from outbox where address = '5511980000007'"))
        .containsExactly("Olá, Ana 7!");
    assertThat(kit.count("select count(*) from outbox where priority = -10 and not reply"))
        .isEqualTo(130);
  }

  @Test
  void theOutboxHoldsAStockOnly() {
    kit.people(130);
    UUID id = kit.prepared(CampaignKit.draft());
    kit.pump.pump(id);
    kit.pump.pump(id);
    assertThat(kit.count("select count(*) from outbox")).isEqualTo(50);
    kit.outbox.send(20);
    kit.clock.tick(Duration.ofSeconds(1));
    kit.pump.pump(id);
    assertThat(kit.count("select count(*) from outbox where state = 'QUEUED'")).isEqualTo(50);
  }

  @Test
  void theStockOfASlowChannelIsWhatItSendsInAMinute() {
    kit.people(130);
    Pace slow = new Pace(Duration.ofSeconds(3), 5, Duration.ofSeconds(2));
    CampaignKit paced = kit.with(Parts.USUAL.channel(slow));
    UUID id = paced.prepared(CampaignKit.draft());
    assertThat(paced.pump.pump(id)).isEqualTo(15);
    assertThat(paced.pump.pump(id)).isZero();
  }

  /** These people have written by another channel than the preferred one. */
  private void wroteBy(String channel, int from, int to) {
    for (int person = from; person <= to; person++) {
      String phone = "55119" + (80000000 + person);
      kit.jdbc
          .sql("insert into contact (conversation, address) values (?, ?)")
          .params(Contacts.conversation(phone), phone)
          .update();
      kit.jdbc
          .sql(
              "insert into contact_channel (conversation, channel, chat_id, wrote_at) values (?, ?, ?, now())")
          .params(Contacts.conversation(phone), channel, phone + "@c.us")
          .update();
    }
  }

  @Test
  void whoGoesByAnotherChannelGoesInItsHours() {
    kit.people(130);
    wroteBy("noite", 1, 100);
    CampaignKit two =
        kit.with(Parts.USUAL.more(CampaignKit.channel("noite", null, "seg-sex 20:00-21:00")));
    UUID id = two.prepared(CampaignKit.draft());
    assertThat(two.runToTheEnd(id)).hasSize(30);
    assertThat(kit.count("select count(*) from outbox where connector = 'noite'")).isZero();
    assertThat(
            kit.count(
                "select count(distinct due_at) from campaign_recipient where state = 'PLANNED'"))
        .isEqualTo(1);

    until("2026-11-19T23:00:00Z");
    two.pump.pump(id);
    assertThat(kit.count("select count(*) from outbox where connector = 'noite'")).isEqualTo(50);
  }

  @Test
  void theStockOfEachChannelIsWhatItSendsInAMinute() {
    kit.people(40);
    wroteBy("devagar", 1, 20);
    Pace slow = new Pace(Duration.ofSeconds(10), 5, Duration.ZERO);
    CampaignKit two = kit.with(Parts.USUAL.more(CampaignKit.channel("devagar", slow, null)));
    UUID id = two.prepared(CampaignKit.draft());
    assertThat(two.pump.pump(id)).isEqualTo(26);
    assertThat(
            kit.texts(
                "select connector || ' ' || count(*) from outbox group by connector order by 1"))
        .containsExactly("devagar 6", "waha 20");
    assertThat(two.outbox.send(100)).hasSize(20);
    two.clock.tick(Duration.ofSeconds(1));
    assertThat(two.pump.pump(id)).isZero();
    assertThat(two.progress(id).planned()).isEqualTo(14);
  }

  @Test
  void whoGetsNothingIsListedWithTheReason() {
    kit.save(
        Map.of(
            "sql/people.sql",
            """
            select * from (values
              (1, 'Ana', '11 98000-0001'), (2, 'Bia', '11 98000-0002'), (3, 'Ana de novo', '+55 11 8000-0001'),
              (4, null, '11 98000-0004'), (5, 'Davi', null), (6, 'Eva', '98000-0006'), (7, 'Bloqueada', '11 98000-0007'))
              as p (id, nome, telefone) order by id
            """));
    kit.outbox
        .contacts(new Responses(kit.recipients, Duration.ofHours(48)))
        .optOut("5511980000002", "SAIR", new Contacts.Consent("whatsapp", "sair", null));
    kit.screens.add(
        conversations ->
            conversations.contains("whatsapp:551180000007")
                ? Map.of("whatsapp:551180000007", "BLOCKED: o cliente está bloqueado")
                : Map.of());

    UUID id = kit.prepared(CampaignKit.draft());
    assertThat(
            kit.recipients.list(id, null, 0, 100).stream()
                .map(row -> row.position() + " " + row.state() + " " + row.reason()))
        .containsExactly(
            "1 PLANNED null",
            "2 SKIPPED OPT_OUT: o contato pediu para não receber mensagens",
            "3 SKIPPED DUPLICATE: o contato já está neste envio",
            "4 SKIPPED VALUES: O modelo de mensagem 'volte' precisa de 'nome', e o evento não traz esse dado",
            "5 SKIPPED NO_PHONE: a linha não tem telefone",
            "6 SKIPPED NO_PHONE: '*****-**06' não é um número de telefone: está sem DDD",
            "7 SKIPPED BLOCKED: o cliente está bloqueado");
    assertThat(kit.recipients.skippedByCode(id))
        .containsEntry("NO_PHONE", 2L)
        .containsEntry("OPT_OUT", 1L);
    assertThat(kit.runToTheEnd(id)).containsExactly("5511980000001");
  }

  @Test
  void aDryRunTellsWhatTheRealRunDoesAndStoresNothing() {
    kit.people(30);
    kit.jdbc
        .sql("insert into client (name, phone) select name, phone from client where id % 3 = 0")
        .update();
    kit.jdbc.sql("insert into client (name, phone) values ('Sem telefone', null)").update();
    Plan plan = kit.drafts.plan(CampaignKit.draft());

    DryRun.Report report = kit.dryRun.run(plan, 5);
    assertThat(
            kit.count(
                "select (select count(*) from campaign) + (select count(*) from campaign_recipient) + (select count(*) from outbox)"))
        .isZero();
    assertThat(report.messages()).hasSize(5);
    assertThat(report.messages().get(0).text()).isEqualTo("Olá, Ana 1!");
    assertThat(report.messages().get(0).phone()).isEqualTo("5511*******01");

    UUID id = kit.prepared(CampaignKit.draft());
    Progress real = kit.progress(id);
    assertThat(report.total()).isEqualTo(real.total());
    assertThat(report.planned()).isEqualTo(real.planned()).isEqualTo(30);
    assertThat(report.skipped()).isEqualTo(real.skipped());
    assertThat(report.skippedBy()).isEqualTo(kit.recipients.skippedByCode(id));
    assertThat(report.examples().get("DUPLICATE")).hasSize(3);
    assertThat(kit.runToTheEnd(id)).hasSize((int) report.planned());
  }

  @Test
  void twoHubsReleaseEachPersonOnce() throws Exception {
    kit.people(400);
    UUID id = kit.prepared(CampaignKit.draft());
    CampaignKit other = kit.another();
    List<String> sent = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 60; round++) {
        List<Future<Integer>> pumps =
            threads.invokeAll(
                List.<Callable<Integer>>of(() -> kit.pump.pump(id), () -> other.pump.pump(id)));
        for (Future<Integer> one : pumps) {
          one.get();
        }
        List<Future<List<String>>> sends =
            threads.invokeAll(
                List.<Callable<List<String>>>of(
                    () -> kit.outbox.send(30), () -> other.outbox.send(30)));
        for (Future<List<String>> one : sends) {
          sent.addAll(one.get());
        }
        kit.clock.tick(Duration.ofSeconds(1));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(sent).hasSize(400).doesNotHaveDuplicates();
    assertThat(kit.state(id)).isEqualTo(CampaignState.DONE);
  }

  /** The outbox of a process that dies after it has added messages, before the commit. */
  private static final class Dying implements Batches {
    private final Batches real;
    private final AtomicInteger left;

    Dying(Batches real, int after) {
      this.real = real;
      this.left = new AtomicInteger(after);
    }

    @Override
    public int add(UUID batch, List<OutboxMessage> messages) {
      int added = real.add(batch, messages);
      if (left.getAndDecrement() <= 0) {
        throw new IllegalStateException("killed");
      }
      return added;
    }

    @Override
    public void open(UUID batch, @Nullable String hours) {
      real.open(batch, hours);
    }

    @Override
    public Waiting waiting(UUID batch) {
      return real.waiting(batch);
    }

    @Override
    public Map<String, String> channels(Collection<String> conversations) {
      return real.channels(conversations);
    }

    @Override
    public int hold(UUID batch, String reason) {
      return real.hold(batch, reason);
    }

    @Override
    public Optional<Instant> resume(UUID batch, Duration apart) {
      return real.resume(batch, apart);
    }

    @Override
    public int letGo(UUID batch) {
      return real.letGo(batch);
    }

    @Override
    public int cancel(UUID batch, String reason) {
      return real.cancel(batch, reason);
    }

    @Override
    public Map<MessageState, Long> counts(UUID batch) {
      return real.counts(batch);
    }
  }

  @Test
  void whatAProcessLeftInTheMiddleOfARoundIsReleasedByAnotherOnce() {
    kit.people(120);
    CampaignKit dying = kit.with(Parts.USUAL.batches(real -> new Dying(real, 1)));
    UUID id = kit.prepared(CampaignKit.draft());
    dying.pump.pump(id);
    List<String> sent = new ArrayList<>(kit.outbox.send(50));
    kit.clock.tick(Duration.ofSeconds(1));
    assertThatThrownBy(() -> dying.pump.pump(id)).hasMessage("killed");
    assertThat(kit.count("select count(*) from outbox")).isEqualTo(50);

    sent.addAll(kit.another().runToTheEnd(id));
    assertThat(sent).hasSize(120).doesNotHaveDuplicates();
  }

  /** An audience whose rows pass by somebody else, or during whose reading something happens. */
  private record Around(AudienceSource real, UnaryOperator<Rows> rows) implements AudienceSource {

    @Override
    public String name() {
      return real.name();
    }

    @Override
    public List<String> check(Map<String, Object> audience) {
      return real.check(audience);
    }

    @Override
    public void read(Map<String, Object> audience, Rows taker) {
      real.read(audience, rows.apply(taker));
    }
  }

  @Test
  void aSecondDryRunWaitsForNoConnectionsOfTheFirst() {
    kit.people(3);
    List<Runnable> second = new ArrayList<>();
    CampaignKit busy =
        kit.with(
            Parts.USUAL.sql(
                real ->
                    new Around(
                        real,
                        rows -> {
                          second.forEach(Runnable::run);
                          return rows;
                        })));
    Plan plan = busy.drafts.plan(CampaignKit.draft());
    second.add(
        () ->
            assertThatThrownBy(() -> busy.dryRun.run(plan, 1))
                .isInstanceOfSatisfying(
                    Refusal.class,
                    refusal -> assertThat(refusal.getStatusCode().value()).isEqualTo(503)));

    assertThat(busy.dryRun.run(plan, 1).total()).isEqualTo(3);
    second.clear();
    assertThat(busy.dryRun.run(plan, 1).total()).isEqualTo(3);
  }

  /** The process dies while it reads. */
  private static UnaryOperator<AudienceSource.Rows> killedAfter(int people) {
    return rows -> {
      AtomicInteger left = new AtomicInteger(people);
      return row -> {
        if (left.getAndDecrement() == 0) {
          throw new org.springframework.dao.DataAccessResourceFailureException("killed");
        }
        return rows.take(row);
      };
    };
  }

  @Test
  void anAudienceThatWasReadInPartIsReadAnewAndNobodyIsTwiceInIt() {
    kit.people(2500);
    CampaignKit dying = kit.with(Parts.USUAL.sql(real -> new Around(real, killedAfter(1700))));
    UUID id = kit.start(CampaignKit.draft());
    assertThatThrownBy(() -> dying.engine.read(id)).hasMessage("killed");
    assertThat(kit.state(id)).isEqualTo(CampaignState.PREPARING);
    assertThat(kit.count("select count(*) from campaign_recipient")).isEqualTo(1000);

    kit.another().engine.read(id);
    assertThat(kit.state(id)).isEqualTo(CampaignState.RUNNING);
    assertThat(kit.progress(id).total()).isEqualTo(2500);
    assertThat(kit.progress(id).planned()).isEqualTo(2500);
    assertThat(
            kit.count(
                "select count(distinct conversation) from campaign_recipient where state = 'PLANNED'"))
        .isEqualTo(2500);
  }

  @Test
  void aFormerReadingWritesNothingMore() {
    kit.people(2500);
    UUID id = kit.start(CampaignKit.draft());
    CampaignKit overtaken =
        kit.with(Parts.USUAL.sql(real -> new Overtaken(real, () -> kit.engine.read(id))));
    overtaken.engine.read(id);
    assertThat(kit.progress(id).total()).isEqualTo(2500);
    assertThat(kit.count("select count(*) from campaign_recipient")).isEqualTo(2500);
  }

  /** Another process reads the whole audience while this one is at its second page. */
  private record Overtaken(AudienceSource real, Runnable meanwhile) implements AudienceSource {

    @Override
    public String name() {
      return real.name();
    }

    @Override
    public List<String> check(Map<String, Object> audience) {
      return real.check(audience);
    }

    @Override
    public void read(Map<String, Object> audience, Rows rows) {
      AtomicInteger left = new AtomicInteger(1500);
      real.read(
          audience,
          row -> {
            if (left.getAndDecrement() == 0) {
              meanwhile.run();
            }
            return rows.take(row);
          });
    }
  }

  @Test
  void aPausedCampaignSendsNothingUntilItIsResumed() {
    kit.people(100);
    UUID id = kit.prepared(CampaignKit.draft());
    kit.pump.pump(id);
    List<String> sent = new ArrayList<>(kit.outbox.send(10));
    List<UUID> underWay = kit.outbox.claim(5);

    kit.campaigns.pause(id, "ana");
    assertThat(kit.state(id)).isEqualTo(CampaignState.PAUSED);
    // What was being sent fails, and would be tried again at once.
    kit.outbox.fail(underWay);
    kit.clock.tick(Duration.ofHours(3));
    assertThat(kit.pump.pump(id)).isZero();
    assertThat(kit.outbox.send(100)).isEmpty();
    kit.outbox.restart();
    assertThat(kit.outbox.send(100)).isEmpty();
    assertThat(kit.progress(id).held()).isEqualTo(40);

    kit.campaigns.resume(id);
    sent.addAll(kit.runToTheEnd(id));
    assertThat(sent).hasSize(100).doesNotHaveDuplicates();
    assertThat(kit.state(id)).isEqualTo(CampaignState.DONE);
  }

  @Test
  void aPausedReadingBeginsAnewWhenItIsResumed() {
    kit.people(20);
    UUID id = kit.start(CampaignKit.draft());
    kit.campaigns.pause(id, "ana");
    kit.engine.read(id);
    assertThat(kit.progress(id).total()).isZero();
    kit.campaigns.resume(id);
    assertThat(kit.state(id)).isEqualTo(CampaignState.PREPARING);
    kit.engine.read(id);
    assertThat(kit.runToTheEnd(id)).hasSize(20);
  }

  @Test
  void aCancelledCampaignTakesBackWhatHasNotGoneOut() {
    kit.people(100);
    UUID id = kit.prepared(CampaignKit.draft());
    kit.pump.pump(id);
    kit.outbox.send(10);
    List<UUID> underWay = kit.outbox.claim(5);
    kit.campaigns.cancel(id, "ana");
    kit.outbox.fail(underWay);

    assertThat(kit.runToTheEnd(id)).isEmpty();
    Progress end = kit.progress(id);
    assertThat(end.state()).isEqualTo(CampaignState.CANCELLED);
    assertThat(end.sent()).isEqualTo(10);
    assertThat(end.cancelled()).isEqualTo(90);
    assertThat(end.planned()).isZero();
    assertThat(kit.campaigns.resume(id).orElseThrow().fits()).isFalse();
    assertThat(kit.campaigns.cancel(id, "ana").orElseThrow().fits()).isTrue();
  }

  @Test
  void theSameDecisionTwiceIsNoMistake() {
    kit.people(5);
    UUID id = kit.prepared(CampaignKit.draft());
    assertThat(kit.campaigns.start(id).orElseThrow().fits()).isTrue();
    assertThat(kit.campaigns.pause(id, "ana").orElseThrow().fits()).isTrue();
    assertThat(kit.campaigns.pause(id, "ana").orElseThrow().fits()).isTrue();
    assertThat(kit.campaigns.start(id).orElseThrow().fits()).isFalse();
    assertThat(kit.campaigns.resume(id).orElseThrow().fits()).isTrue();
    assertThat(kit.campaigns.resume(id).orElseThrow().fits()).isTrue();
    kit.runToTheEnd(id);
    assertThat(kit.campaigns.pause(id, "ana").orElseThrow().fits()).isFalse();
    assertThat(kit.campaigns.cancel(id, "ana").orElseThrow().fits()).isFalse();
  }

  @Test
  void aPaceSpreadsTheMessagesOverTheMinute() {
    kit.people(100);
    UUID id = kit.prepared(CampaignKit.paced(30));
    kit.pump.pump(id);
    assertThat(kit.count("select count(*) from outbox")).isEqualTo(30);
    assertThat(kit.outbox.send(100)).hasSize(1);
    for (int second = 0; second < 60; second++) {
      kit.clock.tick(Duration.ofSeconds(1));
      kit.pump.pump(id);
      kit.outbox.send(100);
    }
    assertThat(kit.progress(id).sent()).isEqualTo(31);
  }

  /** How many go out at each second. */
  private List<Integer> bySecond(CampaignKit kit, UUID id, int seconds) {
    List<Integer> sent = new ArrayList<>();
    for (int second = 0; second < seconds; second++) {
      kit.pump.pump(id);
      sent.add(kit.outbox.send(100).size());
      kit.clock.tick(Duration.ofSeconds(1));
    }
    return sent;
  }

  private void until(String time) {
    kit.clock.tick(Duration.between(kit.clock.instant(), Instant.parse(time)));
  }

  private static int sum(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  void aPaceHoldsAfterAPause() {
    kit.people(200);
    UUID id = kit.prepared(CampaignKit.paced(30));
    assertThat(sum(bySecond(kit, id, 20))).isEqualTo(10);
    kit.campaigns.pause(id, "ana");
    kit.clock.tick(Duration.ofHours(2));
    kit.campaigns.resume(id);

    List<Integer> after = bySecond(kit, id, 120);
    assertThat(after).allMatch(count -> count <= 1);
    assertThat(sum(after)).isEqualTo(60);
  }

  @Test
  void aPauseOfAMomentGainsNoMessage() {
    kit.people(50);
    UUID id = kit.prepared(CampaignKit.paced(6));
    assertThat(sum(bySecond(kit, id, 1))).isEqualTo(1);
    for (int times = 0; times < 5; times++) {
      kit.campaigns.pause(id, "ana");
      kit.campaigns.resume(id);
      assertThat(sum(bySecond(kit, id, 1))).isZero();
    }
    assertThat(sum(bySecond(kit, id, 10))).isEqualTo(1);
  }

  @Test
  void aPaceHoldsOverTheEndOfTheHours() {
    kit.people(200);
    CampaignDraft hour =
        new CampaignDraft(
            "Volte",
            Map.of("sql", "people.sql"),
            "volte",
            null,
            null,
            30,
            "seg-sex 14:00-15:00",
            null,
            null,
            Map.of());
    UUID id = kit.prepared(hour);
    until("2026-11-19T17:59:30Z");
    assertThat(sum(bySecond(kit, id, 31))).isEqualTo(15);
    until("2026-11-23T17:00:00Z");
    assertThat(bySecond(kit, id, 60)).allMatch(count -> count <= 1);
  }

  @Test
  void whatWasHeldOverNightIsPartOfTheStockInTheMorning() {
    kit.people(130);
    UUID id = kit.prepared(CampaignKit.hours("seg-sex 14:00-15:00"));
    until("2026-11-19T17:59:59Z");
    assertThat(kit.pump.pump(id)).isEqualTo(50);
    kit.clock.tick(Duration.ofSeconds(1));
    assertThat(kit.outbox.send(100)).isEmpty();
    until("2026-11-23T17:00:00Z");
    assertThat(kit.pump.pump(id)).isZero();
  }

  @Test
  void outsideItsHoursAndInQuietHoursNothingIsReleased() {
    kit.people(3);
    CampaignKit quiet = kit.with(Parts.USUAL.quiet("national"));
    UUID id = quiet.prepared(CampaignKit.hours("seg-sex 14:00-15:00"));
    assertThat(quiet.pump.pump(id)).isZero();
    assertThat(kit.count("select count(*) from outbox")).isZero();
    // Twenty November is a holiday; on Thursday there is the hour between two and three.
    kit.clock.tick(Duration.ofMinutes(209));
    assertThat(quiet.pump.pump(id)).isZero();
    kit.clock.tick(Duration.ofMinutes(1));
    assertThat(quiet.pump.pump(id)).isEqualTo(3);
    assertThat(quiet.outbox.send(1)).hasSize(1);

    kit.clock.tick(Duration.ofHours(1));
    assertThat(quiet.outbox.send(10)).isEmpty();
    assertThat(kit.texts("select distinct reason from outbox where state = 'HELD'"))
        .containsExactly("BATCH_HOURS: fora do horário escolhido para este envio");
    assertThat(
            kit.texts(
                "select distinct to_char(due_at at time zone 'America/Sao_Paulo', 'DD HH24:MI') from outbox where state = 'HELD'"))
        .containsExactly("23 14:00");
  }

  @Test
  void hoursThatNeverOpenAreRefused() {
    CampaignKit quiet = kit.with(Parts.USUAL.quiet("national"));
    for (String never : List.of("dom 09:00-12:00", "seg-sex 20:00-22:00, sab 14:00-18:00")) {
      assertThatThrownBy(() -> quiet.drafts.plan(CampaignKit.hours(never)))
          .isInstanceOf(UnusableCampaignException.class)
          .hasMessage(
              "O campo 'window' (%s) nunca cai no horário em que o hub pode escrever primeiro por waha ('quietHours' do canal, ou RECADO_QUIET_HOURS): mude 'window', ou escolha outro canal em 'channel'."
                  .formatted(never));
    }
    assertThat(quiet.drafts.plan(CampaignKit.hours("dom 09:00-12:00, sex 19:59-23:00")).hours())
        .isNotNull();
    CampaignKit two =
        kit.with(
            Parts.USUAL
                .quiet("national")
                .more(CampaignKit.channel("sempre", null, "dom 08:00-10:00")));
    assertThat(two.drafts.plan(CampaignKit.hours("dom 09:00-12:00")).hours()).isNotNull();
  }

  @Test
  void whoMayNeverBeWrittenToWithinTheHoursGetsNothing() {
    kit.people(1);
    kit.jdbc.sql("insert into client (name, phone) values ('Rio', '5521980000001')").update();
    CampaignKit states = kit.with(Parts.USUAL.quiet("per-state"));
    UUID id = states.prepared(CampaignKit.hours("seg-sex 08:00-09:00"));
    assertThat(states.recipients.skippedByCode(id)).containsEntry("HOURS", 1L);
    until("2026-11-23T11:00:00Z");
    assertThat(states.runToTheEnd(id)).containsExactly("5511980000001");
    assertThat(states.state(id)).isEqualTo(CampaignState.DONE);
  }

  @Test
  void whoGotACampaignOfThisNameLatelyGetsNoOther() {
    kit.people(3);
    kit.runToTheEnd(kit.prepared(CampaignKit.limited("Volte", "30d", null)));
    kit.people(4);
    kit.clock.tick(Duration.ofDays(29));
    UUID second = kit.prepared(CampaignKit.limited("Volte", "30d", null));
    assertThat(kit.recipients.skippedByCode(second)).containsEntry("AGAIN", 6L);
    assertThat(kit.runToTheEnd(second)).containsExactly("5511980000004");
    kit.clock.tick(Duration.ofDays(2));
    assertThat(kit.runToTheEnd(kit.prepared(CampaignKit.limited("Volte", "30d", null)))).hasSize(3);
  }

  @Test
  void twoCampaignsOfOneNameThatRunTogetherReachAPersonOnce() {
    kit.people(3);
    UUID first = kit.prepared(CampaignKit.limited("Volte", "30d", null));
    UUID second = kit.prepared(CampaignKit.limited("Volte", "30d", null));
    kit.pump.pump(first);
    assertThat(kit.pump.pump(second)).isZero();
    assertThat(kit.recipients.skippedByCode(second)).containsEntry("AGAIN", 3L);
  }

  @Test
  void whoHadEnoughCampaignsTodayGetsTheNextOneTomorrow() {
    kit.people(2);
    kit.runToTheEnd(kit.prepared(CampaignKit.limited("Um", null, null)));
    UUID second = kit.prepared(CampaignKit.limited("Dois", null, 1));
    assertThat(kit.runToTheEnd(second)).isEmpty();
    assertThat(kit.progress(second).planned()).isEqualTo(2);
    kit.clock.tick(Duration.ofDays(1));
    assertThat(kit.runToTheEnd(second)).hasSize(2);
  }

  @Test
  void aCampaignThatPostgreSqlRefusesToServeStopsNoOther() {
    kit.people(3);
    UUID first = kit.prepared(CampaignKit.draft());
    kit.clock.tick(Duration.ofSeconds(1));
    UUID second = kit.prepared(CampaignKit.draft());
    kit.jdbc
        .sql(
            """
            create or replace function full_disk() returns trigger language plpgsql as
            $$ begin
                 if new.batch = '%s' then raise exception 'disk full' using errcode = '53100'; end if;
                 return new;
               end $$;
            create trigger full_disk before insert on outbox for each row execute function full_disk();
            """
                .formatted(first))
        .update();
    try {
      kit.engine.look();
      assertThat(kit.progress(first).planned()).isEqualTo(3);
      assertThat(kit.progress(second).planned()).isZero();
    } finally {
      kit.jdbc.sql("drop trigger full_disk on outbox").update();
    }
    kit.engine.look();
    assertThat(kit.progress(first).planned()).as("It pauses").isEqualTo(3);
    kit.clock.tick(Duration.ofSeconds(30));
    kit.engine.look();
    assertThat(kit.progress(first).planned()).isZero();
  }

  @Test
  void aTemplateThatIsGonePausesTheCampaign() {
    kit.people(80);
    UUID id = kit.prepared(CampaignKit.draft());
    kit.pump.pump(id);
    kit.save(Map.of("templates/volte.yaml", "name: outro\nlanguage: pt_BR\nbody: Oi"));
    kit.outbox.send(50);
    kit.clock.tick(Duration.ofSeconds(1));
    kit.pump.pump(id);
    Campaign campaign = kit.campaigns.find(id).orElseThrow();
    assertThat(campaign.state()).isEqualTo(CampaignState.PAUSED);
    assertThat(campaign.reason()).contains("O modelo de mensagem 'volte' não existe");
    kit.save(Map.of());
    kit.campaigns.resume(id);
    kit.runToTheEnd(id);
    assertThat(kit.progress(id).sent()).isEqualTo(80);
  }

  private void pauses(UUID id, String reason) {
    kit.pump.pump(id);
    assertThat(kit.state(id)).as("Another process may know more").isEqualTo(CampaignState.RUNNING);
    kit.clock.tick(Duration.ofSeconds(10));
    assertThat(kit.pump.pump(id)).isZero();
    Campaign campaign = kit.campaigns.find(id).orElseThrow();
    assertThat(campaign.state()).isEqualTo(CampaignState.PAUSED);
    assertThat(campaign.reason()).isEqualTo(reason);
  }

  @Test
  void aChannelThatIsOffPausesTheCampaign() {
    kit.people(80);
    UUID id = kit.prepared(CampaignKit.by("waha"));
    kit.pump.pump(id);
    kit.outbox.send(10);
    kit.channels.without("waha").with(CampaignKit.inactive("waha"));
    pauses(
        id,
        "O canal 'waha' está desativado: ative-o e continue a campanha (resume), ou cancele-a.");
    assertThat(kit.progress(id).held()).isEqualTo(40);

    kit.channels.without("waha");
    kit.campaigns.resume(id);
    pauses(
        id,
        "O canal 'waha' não existe mais: crie-o de novo com este id e continue a campanha (resume), ou cancele-a.");

    kit.channels.with(CampaignKit.channel("waha", null, null));
    kit.campaigns.resume(id);
    kit.runToTheEnd(id);
    assertThat(kit.progress(id).sent()).isEqualTo(80);
  }

  @Test
  void withoutAnyActiveChannelACampaignIsPaused() {
    kit.people(80);
    UUID id = kit.prepared(CampaignKit.draft());
    kit.channels.without("waha").with(CampaignKit.inactive("waha"));
    pauses(id, "Não há nenhum canal ativo: ative um e continue a campanha (resume), ou cancele-a.");
    assertThat(kit.count("select count(*) from outbox")).isZero();
  }

  @Test
  void aValueThatTheTemplateNeedsNowSkipsWhoHasNone() {
    kit.people(3);
    UUID id = kit.prepared(CampaignKit.draft());
    kit.save(
        Map.of(
            "templates/volte.yaml",
            "name: volte\nlanguage: pt_BR\nparameters: {valor: money}\nbody: \"{{valor}}\"\n"));
    assertThat(kit.runToTheEnd(id)).isEmpty();
    assertThat(kit.recipients.skippedByCode(id)).containsEntry("VALUES", 3L);
    assertThat(kit.state(id)).isEqualTo(CampaignState.DONE);
  }

  @Test
  void anAnswerAndAnOptOutCountForTheCampaignWhoseMessageWasTheLast() {
    kit.people(4);
    UUID id = kit.prepared(CampaignKit.draft());
    kit.runToTheEnd(id);
    Contacts contacts = kit.outbox.contacts(new Responses(kit.recipients, Duration.ofHours(48)));
    Instant sent = kit.clock.instant();

    wrote(contacts, 1, sent.plusSeconds(60));
    wrote(contacts, 1, sent.plusSeconds(90));
    // Before the message, and too late.
    wrote(contacts, 2, sent.minus(Duration.ofHours(1)));
    wrote(contacts, 2, sent.plus(Duration.ofHours(50)));
    // Something else reached this one in between.
    kit.jdbc
        .sql(
            """
            insert into outbox (id, kind, connector, conversation, address, payload, state, scheduled_for, due_at, created_at, sent_at)
            select gen_random_uuid(), 'whatsapp-text', connector, conversation, address, '{}', 'SENT', now(), now(), now(),
                   sent_at + interval '10 seconds' from outbox where address = '5511980000003'
            """)
        .update();
    wrote(contacts, 3, sent.plusSeconds(60));
    contacts.optOut("5511980000004", "SAIR", new Contacts.Consent("whatsapp", "sair", null));

    assertThat(kit.progress(id).replied()).isEqualTo(1);
    assertThat(kit.progress(id).optedOut()).isEqualTo(1);
  }

  private static void wrote(Contacts contacts, int person, Instant at) {
    String phone = "551198000000" + person;
    contacts.wrote(
        new Contacts.Wrote(
            Contacts.conversation(phone), phone, "waha", phone + "@c.us", "m" + at, at));
  }
}
