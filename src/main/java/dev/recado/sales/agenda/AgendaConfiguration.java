package dev.recado.sales.agenda;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.chat.conversation.Dialogues;
import dev.recado.ground.process.ConditionalOnRole;
import dev.recado.ground.process.Repeated;
import dev.recado.ground.process.Role;
import dev.recado.ground.process.SecretKey;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.seller.Absences;
import dev.recado.sales.seller.Sellers;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the agenda together. */
@Configuration(proxyBeanMethods = false)
class AgendaConfiguration {

  private final ZoneId zone;

  AgendaConfiguration(@Value("${recado.conversation.timezone:America/Sao_Paulo}") ZoneId zone) {
    this.zone = zone;
  }

  @Bean
  AppointmentTable appointmentTable(JdbcClient jdbc) {
    return new AppointmentTable(jdbc);
  }

  @Bean
  Holidays holidays(JdbcClient jdbc) {
    return new Holidays(jdbc);
  }

  @Bean
  FreeSlots freeSlots(
      AppointmentTable table,
      Holidays holidays,
      Absences absences,
      AgendaSettings settings,
      Clock clock) {
    return new FreeSlots(table, holidays, absences, settings, clock, zone);
  }

  @Bean
  Kinds appointmentKinds(
      JdbcClient jdbc, AppointmentTable table, TransactionTemplate transaction, Clock clock) {
    return new Kinds(jdbc, table, transaction, clock);
  }

  @Bean
  NoShows noShows(
      AppointmentTable table, AppointmentNews news, TransactionTemplate transaction, Clock clock) {
    return new NoShows(table, news, transaction, clock);
  }

  @Bean
  AppointmentNews appointmentNews(
      Timers timers, Outbox outbox, ObjectMapper json, AgendaSettings settings) {
    return new AppointmentNews(timers, outbox, json, settings);
  }

  @Bean
  Agenda agenda(
      AppointmentTable table,
      FreeSlots slots,
      Kinds kinds,
      Sellers sellers,
      CrmLinks links,
      AppointmentNews news,
      TransactionTemplate transaction,
      Clock clock) {
    return new Agenda(table, slots, kinds, sellers, links, news, transaction, clock, zone);
  }

  @Bean
  AppointmentEvents appointmentEvents(
      AppointmentTable table,
      Agenda agenda,
      FreeSlots slots,
      Sellers sellers,
      Dialogues dialogues,
      ObjectMapper json) {
    return new AppointmentEvents(table, agenda, slots, sellers, dialogues, json, zone);
  }

  @Bean("agendaDialogue")
  AgendaDialogue agendaDialogue(Agenda book, FreeSlots slots, Kinds kinds) {
    return new AgendaDialogue(book, new Search(book, slots, kinds, zone), zone);
  }

  /** The Kamelet {@code attendance-action} uses this bean by name. */
  @Bean("attendance")
  Attendance attendance(Sellers sellers, Holidays holidays, Absences absences) {
    return new Attendance(sellers, holidays, absences, zone);
  }

  /** The Kamelet {@code holiday-action} uses this bean by name. */
  @Bean("daysOff")
  DaysOff daysOff(Holidays holidays) {
    return new DaysOff(holidays);
  }

  @Bean
  WrittenTimes writtenTimes(Clock clock) {
    return new WrittenTimes(clock, zone);
  }

  @Bean
  EffectKind appointmentBook(Agenda agenda, AppointmentNews news) {
    return new AgendaEffects(agenda, news).book();
  }

  @Bean
  EffectKind appointmentReschedule(Agenda agenda, AppointmentNews news) {
    return new AgendaEffects(agenda, news).reschedule();
  }

  @Bean
  EffectKind appointmentCancel(Agenda agenda, AppointmentNews news) {
    return new AgendaEffects(agenda, news).cancel();
  }

  @Bean
  @ConditionalOnRole(Role.WEB)
  SellerCalendars sellerCalendars(
      AppointmentTable table,
      Sellers sellers,
      JdbcClient jdbc,
      Clock clock,
      Environment environment) {
    CalendarTokens tokens =
        new CalendarTokens(jdbc, SecretKey.derive(environment, "recado/calendar/v1"));
    return new SellerCalendars(tokens, table, sellers, clock, zone);
  }

  @Bean
  @ConditionalOnRole(Role.INTAKE)
  Repeated endAppointments(Agenda book, @Value("${recado.agenda.tidy-every:1m}") Duration every) {
    return new Repeated(
        "agenda", "end-appointments", "Ends appointments whose time is over", every, book::tidy);
  }

  @Bean
  MissedCounts missedCounts(AppointmentTable table) {
    return new MissedCounts(table);
  }

  @Bean
  BookedCounts bookedCounts(Agenda agenda) {
    return new BookedCounts(agenda);
  }
}
