package dev.recado.sales.agenda;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.sales.agenda.Agenda.By;
import dev.recado.sales.agenda.Agenda.Declined;
import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.WebhookSource.Identity;
import dev.recado.spine.intake.OwnRecords;
import dev.recado.spine.intake.Timers;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sets the events that announce a change, in the transaction that made the change. */
final class AppointmentNews {

  static final String SOURCE = "agenda";

  private final Timers timers;
  private final Outbox outbox;
  private final OwnRecords records;
  private final AgendaSettings settings;

  AppointmentNews(Timers timers, Outbox outbox, ObjectMapper json, AgendaSettings settings) {
    this.timers = timers;
    this.outbox = outbox;
    this.records = new OwnRecords(SOURCE, json);
    this.settings = settings;
  }

  void booked(Appointment appointment, By by, Instant now) {
    announce(EventTypes.APPOINTMENT_BOOKED, appointment, by, null, now);
    remind(appointment, now);
  }

  void rescheduled(Appointment appointment, By by, Instant now) {
    withdraw(appointment, "O horário foi remarcado");
    announce(EventTypes.APPOINTMENT_RESCHEDULED, appointment, by, null, now);
    remind(appointment, now);
  }

  void cancelled(Appointment appointment, By by, @Nullable String why, Instant now) {
    withdraw(appointment, "O horário foi cancelado");
    announce(EventTypes.APPOINTMENT_CANCELLED, appointment, by, why, now);
  }

  /** The customer did not come. */
  void missed(Appointment appointment, By by, Instant now) {
    withdraw(appointment, "O cliente não veio");
    announce(EventTypes.APPOINTMENT_MISSED, appointment, by, null, now);
  }

  /** An appointment that has begun needs no reminder. */
  void begun(Appointment appointment) {
    withdraw(appointment, "O horário já começou");
  }

  /**
   * A request by chat failed in the commit.
   *
   * @param mode {@code agendar} or {@code remarcar}
   * @param kind the id of the kind that the customer chose, or null
   */
  void declined(
      String address, String mode, @Nullable Long kind, Declined declined, By by, Instant now) {
    Map<String, Object> facts = channelFact(by);
    facts.put("to", address);
    facts.put("mode", mode);
    if (kind != null) {
      facts.put("kind", kind);
    }
    facts.put("why", declined.why().name());
    facts.put("reason", declined.reason());
    facts.put("alternatives", declined.alternatives().stream().map(AppointmentNews::slot).toList());
    String subject = "agenda:" + Contacts.conversation(address);
    String type = EventTypes.APPOINTMENT_TAKEN;
    emit(by, type, record(type, UUID.randomUUID().toString(), subject, facts, now), now);
  }

  private static Map<String, String> slot(Slot slot) {
    return Map.of("start", slot.start().toString(), "seller", slot.sellerName());
  }

  private void remind(Appointment appointment, Instant now) {
    for (Duration before : settings.reminders()) {
      Instant due = appointment.start().minus(before);
      if (due.isAfter(now)) {
        Map<String, Object> facts = facts(appointment, Agenda.CUSTOMER);
        facts.put("before", before.toString());
        String type = EventTypes.APPOINTMENT_REMINDER;
        String key = appointment.id() + ":" + appointment.sequence() + ":" + before;
        timers.set(record(type, key, subject(appointment), facts, now), type, due);
      }
    }
  }

  private void announce(
      String type, Appointment appointment, By by, @Nullable String why, Instant now) {
    Map<String, Object> facts = facts(appointment, by.name());
    facts.putAll(channelFact(by));
    if (why != null) {
      facts.put("why", why);
    }
    String key = appointment.id() + ":" + appointment.sequence();
    emit(by, type, record(type, key, subject(appointment), facts, now), now);
  }

  /** A caller that waits for the answer to that turn gets it from this event. */
  private void emit(By by, String type, InboundRecord event, Instant now) {
    if (by.turn() == null) {
      timers.set(event, type, now);
    } else {
      timers.goOn(by.turn(), event, type, now);
    }
  }

  /** The answer uses the channel of the question. */
  private static Map<String, Object> channelFact(By by) {
    Map<String, Object> facts = new LinkedHashMap<>();
    if (by.channel() != null) {
      facts.put("channel", by.channel());
    }
    return facts;
  }

  /** Unsent messages about the earlier state are out of date. */
  private void withdraw(Appointment appointment, String reason) {
    timers.cancel(EventTypes.APPOINTMENT_REMINDER, subject(appointment), reason);
    outbox.cancel(appointment.conversation(), subject(appointment), reason);
  }

  private static Map<String, Object> facts(Appointment appointment, String by) {
    return new LinkedHashMap<>(
        Map.of("appointment", appointment.id(), "sequence", appointment.sequence(), "by", by));
  }

  /** The subject by which events and messages about an appointment are found. */
  static String subject(Appointment appointment) {
    return "appointment:" + appointment.id();
  }

  private InboundRecord record(
      String type, String key, String subject, Map<String, Object> facts, Instant now) {
    Map<String, Object> record = new LinkedHashMap<>(facts);
    record.put("type", type);
    return records.write(new Identity(type + ":" + key, subject), record, now);
  }
}
