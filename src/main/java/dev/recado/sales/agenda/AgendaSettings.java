package dev.recado.sales.agenda;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the agenda.
 *
 * @param slot the length of an appointment, and the distance between the beginnings of slots
 * @param notice the shortest time between a booking and the slot
 * @param horizon how far ahead slots can be booked
 * @param reminders how long before the appointment the customer is reminded
 * @param offers the number of slots in one offer to a customer
 */
@ConfigurationProperties("recado.agenda")
record AgendaSettings(
    @DefaultValue("30m") Duration slot,
    @DefaultValue("1h") Duration notice,
    @DefaultValue("60d") Duration horizon,
    @DefaultValue({"24h", "1h"}) List<Duration> reminders,
    @DefaultValue("6") int offers) {

  AgendaSettings {
    if (slot.compareTo(Duration.ofMinutes(1)) < 0 || slot.compareTo(Duration.ofHours(12)) > 0) {
      throw new IllegalArgumentException("recado.agenda.slot must be 1m to 12h, not " + slot);
    }
    if (notice.isNegative() || horizon.isNegative()) {
      throw new IllegalArgumentException("recado.agenda.notice and horizon must not be negative");
    }
    if (offers < 1 || offers > 20) {
      throw new IllegalArgumentException("recado.agenda.offers must be 1 to 20, not " + offers);
    }
  }
}
