package dev.recado.sales.agenda;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recado.sales.seller.Absence;
import dev.recado.sales.seller.Absence.Once;
import dev.recado.sales.seller.Absence.Weekly;
import dev.recado.sales.seller.HoursText;
import org.jspecify.annotations.Nullable;

/**
 * A seller's absence as the API shows it, on the clock of {@code RECADO_TIMEZONE}.
 *
 * @param id the hub's own id
 * @param seller the seller's id
 * @param weekday the day of a weekly absence, or null
 * @param from a day, a date-time, or an hour of a weekly absence
 * @param to the same; a day is included
 * @param reason the reason, or null
 * @param by the author
 * @param booked the number of appointments in it, or null in lists
 */
record TimeOffView(
    long id,
    @JsonProperty("vendedor_id") long seller,
    @JsonProperty("dia_da_semana") @Nullable String weekday,
    @JsonProperty("de") String from,
    @JsonProperty("ate") String to,
    @JsonProperty("motivo") @Nullable String reason,
    @JsonProperty("criado_por") String by,
    @JsonProperty("horarios_marcados") @Nullable Long booked) {

  static TimeOffView of(Absence it, @Nullable Long booked) {
    String weekday = null;
    String from;
    String to;
    if (it.when() instanceof Weekly weekly) {
      weekday = HoursText.name(weekly.day());
      from = weekly.from().toString();
      to = weekly.to().toString();
    } else {
      Once once = (Once) it.when();
      boolean days = once.wholeDays();
      from = days ? once.from().toLocalDate().toString() : once.from().toString();
      to = days ? once.to().toLocalDate().minusDays(1).toString() : once.to().toString();
    }
    return new TimeOffView(it.id(), it.seller(), weekday, from, to, it.reason(), it.by(), booked);
  }

  /** Leaves out the reason, which may be personal: the record's default text would show it. */
  @Override
  public String toString() {
    return "TimeOffView[" + id + "]";
  }
}
