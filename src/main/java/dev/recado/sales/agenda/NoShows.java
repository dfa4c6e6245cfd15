package dev.recado.sales.agenda;

import dev.recado.sales.agenda.Agenda.By;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/** Records that customers did not come. */
final class NoShows {

  private final AppointmentTable table;
  private final AppointmentNews news;
  private final TransactionTemplate transaction;
  private final Clock clock;

  NoShows(
      AppointmentTable table, AppointmentNews news, TransactionTemplate transaction, Clock clock) {
    this.table = table;
    this.news = news;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** The result of a record. */
  sealed interface Result {}

  /** The customer did not come. */
  record Missed(Appointment appointment) implements Result {}

  /** The appointment cannot be one; the reason is one sentence in Portuguese. */
  record Refused(String reason) implements Result {}

  /**
   * Records that the customer did not come. A second time changes nothing.
   *
   * @return empty if there is no such appointment
   */
  Optional<Result> record(long id, By by) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              table.lock();
              return table.byId(id).map(appointment -> record(appointment, by));
            }));
  }

  private Result record(Appointment appointment, By by) {
    Instant now = clock.instant();
    if (appointment.state() == Appointment.State.NO_SHOW) {
      return new Missed(appointment);
    }
    if (appointment.state() == Appointment.State.CANCELLED) {
      return new Refused("Esse horário foi cancelado; não houve falta.");
    }
    if (appointment.start().isAfter(now)) {
      return new Refused("Esse horário ainda não começou; a falta só pode ser registrada depois.");
    }
    table.noShow(appointment.id(), now);
    table.log(appointment.id(), "NO_SHOW", by.name(), null, now);
    Appointment missed = table.byId(appointment.id()).orElseThrow();
    news.missed(missed, by, now);
    return new Missed(missed);
  }
}
