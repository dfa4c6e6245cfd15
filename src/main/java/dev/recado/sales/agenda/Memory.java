package dev.recado.sales.agenda;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a dialogue about an appointment keeps from one turn to the next.
 *
 * @param mode {@link Step#BOOK}, {@link Step#MOVE}, {@link Step#LEAVE}, or null without an open
 *     dialogue
 * @param offers the last offer
 * @param day the day under discussion, or null
 * @param time the time under discussion, or null
 * @param window the part of the day under discussion, or null
 * @param kinds the ids of the kinds that were offered; empty without such a question
 * @param kind the id of the chosen kind, or null
 * @param asked whether the hub did not understand the last answer
 */
record Memory(
    @Nullable String mode,
    Offers offers,
    @Nullable LocalDate day,
    @Nullable LocalTime time,
    @Nullable Window window,
    List<Long> kinds,
    @Nullable Long kind,
    boolean asked) {

  static final Memory NOTHING =
      new Memory(null, Offers.NONE, null, null, null, List.of(), null, false);

  Memory {
    kinds = List.copyOf(kinds);
  }

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
        Window.read(text(facts, "agendaParte")),
        ids(text(facts, "agendaTipos")),
        ids(text(facts, "agendaTipo")).stream().findFirst().orElse(null),
        "sim".equals(text(facts, "agendaRepetida")));
  }

  private static List<Long> ids(@Nullable String written) {
    return written == null || written.isBlank()
        ? List.of()
        : Arrays.stream(written.split(",", -1)).map(Long::valueOf).toList();
  }

  static String write(List<Kind> kinds) {
    return kinds.stream().map(kind -> String.valueOf(kind.id())).collect(Collectors.joining(","));
  }

  boolean isOf(long id) {
    return kind != null && kind == id;
  }

  private static @Nullable String text(Map<?, ?> facts, String name) {
    Object value = facts.get(name);
    return value == null ? null : value.toString();
  }

  boolean isOn() {
    return mode != null;
  }
}
