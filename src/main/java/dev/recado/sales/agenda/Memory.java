package dev.recado.sales.agenda;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a dialogue about an appointment keeps from one turn to the next.
 *
 * @param mode {@link Step#BOOK}, {@link Step#MOVE}, {@link Step#LEAVE}, or null without an open
 *     dialogue
 * @param offers the last offer
 * @param day the day under discussion, or null
 * @param time the time under discussion, or null
 * @param asked whether the hub did not understand the last answer
 */
record Memory(
    @Nullable String mode,
    Offers offers,
    @Nullable LocalDate day,
    @Nullable LocalTime time,
    boolean asked) {

  private static final Memory NOTHING = new Memory(null, Offers.NONE, null, null, false);

  static Memory of(Map<String, @Nullable Object> turn) {
    if (!"agenda".equals(turn.get("awaiting")) || !(turn.get("facts") instanceof Map<?, ?> facts)) {
      return NOTHING;
    }
    String day = text(facts, "agendaDia");
    String time = text(facts, "agendaHora");
    return new Memory(
        text(facts, "agendaModo"),
        Offers.read(facts.get("agendaOfertas")),
        day == null ? null : LocalDate.parse(day),
        time == null ? null : LocalTime.parse(time),
        "sim".equals(text(facts, "agendaRepetida")));
  }

  private static @Nullable String text(Map<?, ?> facts, String name) {
    Object value = facts.get(name);
    return value == null ? null : value.toString();
  }

  boolean isOn() {
    return mode != null;
  }
}
