package dev.recado.sales.agenda;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.SettableClock;
import dev.recado.TestDatabase;
import dev.recado.sales.agenda.Agenda.By;
import dev.recado.sales.agenda.Agenda.Wish;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.seller.SellerKit;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Outbox;
import dev.recado.spine.outbox.OutboxMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An agenda on a real PostgreSQL that only records its events. It is Tuesday, 1 December 2026,
 * 10:00.
 */
final class TestAgenda {

  static final By ADMIN = By.caller("admin");
  static final By CUSTOMER = new By(Agenda.CUSTOMER, null, null);

  static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
  static final String MARIA = "5511987654321";

  /** An event that was set: its type, its subject, and its due time. */
  record Set(String type, String subject, Instant due) {}

  final SettableClock clock = new SettableClock(Instant.parse("2026-12-01T13:00:00Z"));
  final TestSellers sellers = new TestSellers();
  final List<Set> set = new CopyOnWriteArrayList<>();
  final List<InboundRecord> records = new CopyOnWriteArrayList<>();
  final List<String> takenBack = new CopyOnWriteArrayList<>();
  final AgendaSettings settings =
      new AgendaSettings(
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofDays(60),
          List.of(Duration.ofHours(24), Duration.ofHours(1)),
          6);
  final JdbcClient jdbc;
  final TransactionTemplate transaction;
  final AppointmentTable table;
  final Holidays holidays;
  final FreeSlots slots;
  final AppointmentNews news;
  final Agenda book;
  final SellerKit kit;
  final Kinds kinds;

  TestAgenda(TestDatabase database) {
    this.jdbc = database.jdbc();
    this.transaction = database.transaction();
    this.table = new AppointmentTable(jdbc);
    this.holidays = new Holidays(jdbc);
    this.kit = new SellerKit(database);
    this.kinds = new Kinds(jdbc, table, transaction, clock);
    this.slots = new FreeSlots(table, holidays, kit.absences, settings, clock, ZONE);
    this.news = new AppointmentNews(new Notes(), new NoOutbox(), new ObjectMapper(), settings);
    this.book =
        new Agenda(table, slots, kinds, sellers, new Links(), news, transaction, clock, ZONE);
    jdbc.sql("truncate appointment, appointment_log, appointment_kind, holiday, calendar_feed")
        .update();
  }

  static Wish wish(String phone, String start) {
    return new Wish(
        phone, Instant.parse(start), null, "Maria Silva", null, null, null, CUSTOMER, null);
  }

  static Wish with(long seller, String phone, String start) {
    return new Wish(phone, Instant.parse(start), seller, null, null, null, null, ADMIN, null);
  }

  List<String> types() {
    return set.stream().map(Set::type).toList();
  }

  private final class Notes implements Timers {

    @Override
    public boolean setBehind(InboundRecord record, String type, Instant due) {
      return set(record, type, due);
    }

    @Override
    public boolean set(InboundRecord record, String type, Instant due) {
      records.add(record);
      return set.add(new Set(type, record.subject(), due));
    }

    @Override
    public void goOn(UUID event, InboundRecord record, String type, Instant due) {
      set(record, type, due);
    }

    @Override
    public Optional<UUID> putOff(String type, String subject, Instant due, Duration limit) {
      return Optional.empty();
    }

    @Override
    public int cancel(String type, String subject, String reason) {
      takenBack.add(type + " " + subject);
      return 1;
    }
  }

  private final class NoOutbox implements Outbox {

    @Override
    public List<OldNews> add(List<OutboxMessage> messages) {
      return List.of();
    }

    @Override
    public int cancel(String conversation, String client, String reason) {
      takenBack.add(conversation + " " + client);
      return 1;
    }

    @Override
    public boolean replay(UUID id) {
      return false;
    }

    @Override
    public int replay(ReplayFilter filter) {
      return 0;
    }
  }

  private static final class Links implements CrmLinks {

    @Override
    public Optional<Link> of(String conversation) {
      return Optional.of(new Link(conversation, null, "28"));
    }

    @Override
    public Optional<Link> byContact(String contact) {
      return Optional.empty();
    }

    @Override
    public Optional<Link> byLead(String lead) {
      return Optional.empty();
    }

    @Override
    public void learn(String conversation, @Nullable String contact, @Nullable String lead) {
      throw new UnsupportedOperationException("An agenda learns nothing about the CRM");
    }

    @Override
    public void talks(String contact, String talk) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void forgetLead(String lead) {
      throw new UnsupportedOperationException("An agenda forgets nothing about the CRM");
    }
  }
}
