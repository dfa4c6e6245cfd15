package dev.recado.agenda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recado.agenda.Agenda.Declined;
import dev.recado.flow.EventTypes;
import dev.recado.ingress.InboundRecord;
import dev.recado.ingress.WebhookSource.Identity;
import dev.recado.intake.Timers;
import dev.recado.outbox.Contacts;
import dev.recado.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sets the events by which everybody hears of an appointment, in the transaction that changed it.
 */
final class AppointmentNews {

  static final String SOURCE = "agenda";

  private final Timers timers;
  private final Outbox outbox;
  private final ObjectMapper json;
  private final AgendaSettings settings;

  AppointmentNews(Timers timers, Outbox outbox, ObjectMapper json, AgendaSettings settings) {
    this.timers = timers;
    this.outbox = outbox;
    this.json = json;
    this.settings = settings;
  }

  void booked(Appointment it, String by, Instant now) {
    tell(EventTypes.APPOINTMENT_BOOKED, it, by, null, now);
    remind(it, now);
  }

  void rescheduled(Appointment it, String by, Instant now) {
    takeBack(it, "O horário foi remarcado");
    tell(EventTypes.APPOINTMENT_RESCHEDULED, it, by, null, now);
    remind(it, now);
  }

  void cancelled(Appointment it, String by, @Nullable String why, Instant now) {
    takeBack(it, "O horário foi cancelado");
    tell(EventTypes.APPOINTMENT_CANCELLED, it, by, why, now);
  }

  /** Nobody is reminded of what has begun. */
  void begun(Appointment it) {
    takeBack(it, "O horário já começou");
  }

  /**
   * What the customer wished by chat cannot be after all.
   *
   * @param mode {@code agendar} or {@code remarcar}
   */
  void declined(String address, String mode, Declined declined, Instant now) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("to", address);
    facts.put("mode", mode);
    facts.put("why", declined.why().name());
    facts.put("reason", declined.reason());
    facts.put("alternatives", declined.alternatives().stream().map(AppointmentNews::slot).toList());
    String subject = "agenda:" + Contacts.conversation(address);
    set(EventTypes.APPOINTMENT_TAKEN, UUID.randomUUID().toString(), subject, facts, now, now);
  }

  private static Map<String, String> slot(Slot slot) {
    return Map.of("start", slot.start().toString(), "seller", slot.sellerName());
  }

  private void remind(Appointment it, Instant now) {
    for (Duration before : settings.reminders()) {
      Instant due = it.start().minus(before);
      if (due.isAfter(now)) {
        Map<String, Object> facts = facts(it, Agenda.CUSTOMER);
        facts.put("before", before.toString());
        String key = it.id() + ":" + it.sequence() + ":" + before;
        set(EventTypes.APPOINTMENT_REMINDER, key, subject(it), facts, due, now);
      }
    }
  }

  private void tell(String type, Appointment it, String by, @Nullable String why, Instant now) {
    Map<String, Object> facts = facts(it, by);
    if (why != null) {
      facts.put("why", why);
    }
    set(type, it.id() + ":" + it.sequence(), subject(it), facts, now, now);
  }

  /** What was not sent yet about how it stood before is out of date. */
  private void takeBack(Appointment it, String reason) {
    timers.cancel(EventTypes.APPOINTMENT_REMINDER, subject(it), reason);
    outbox.cancel(it.conversation(), subject(it), reason);
  }

  private static Map<String, Object> facts(Appointment it, String by) {
    return new LinkedHashMap<>(Map.of("appointment", it.id(), "sequence", it.sequence(), "by", by));
  }

  /** What the events and messages about an appointment are found by. */
  static String subject(Appointment it) {
    return "appointment:" + it.id();
  }

  private void set(
      String type,
      String key,
      String subject,
      Map<String, Object> facts,
      Instant due,
      Instant now) {
    Map<String, Object> record = new LinkedHashMap<>(facts);
    record.put("type", type);
    InboundRecord event =
        InboundRecord.of(
            SOURCE,
            new Identity(type + ":" + key, subject),
            now,
            "application/json",
            bytes(record));
    timers.set(event, type, due);
  }

  private byte[] bytes(Map<String, Object> facts) {
    try {
      return json.writeValueAsBytes(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts cannot be written as JSON", e);
    }
  }
}
