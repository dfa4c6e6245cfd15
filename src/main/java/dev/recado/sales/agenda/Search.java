package dev.recado.sales.agenda;

import dev.recado.sales.agenda.Agenda.Why;
import dev.recado.sales.agenda.FreeSlots.Objection;
import dev.recado.sales.seller.Seller;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out, turn by turn, which slot a customer wants. */
final class Search {

  private static final String EXAMPLE = "Diga o dia e a hora, por exemplo: amanhã às 15h.";

  private final Agenda book;
  private final FreeSlots slots;
  private final ZoneId zone;
  private final Wording wording;

  Search(Agenda book, FreeSlots slots, ZoneId zone) {
    this.book = book;
    this.slots = slots;
    this.zone = zone;
    this.wording = new Wording(zone);
  }

  /** The customer's appointment to move, if any, and the possible sellers. */
  private record Seeker(@Nullable Appointment own, List<Seller> sellers) {

    long id() {
      return own == null ? FreeSlots.NONE : own.id();
    }

    String mode() {
      return own == null ? Step.BOOK : Step.MOVE;
    }

    Step take(Instant start) {
      return own == null ? Step.book(start) : Step.reschedule(own, start);
    }
  }

  /** Handles the first turn; {@code missing} means that there is no appointment to move. */
  Step begin(
      Map<String, @Nullable Object> turn,
      @Nullable String area,
      @Nullable Appointment own,
      Instant now,
      boolean missing) {
    Seeker seeker = seeker(turn, area, own);
    if (seeker.sellers().isEmpty()) {
      return nobody();
    }
    WishedTime wish = wish(turn, own, now);
    if (wish.saysNothing()) {
      String reason = missing ? "Não encontrei um horário marcado; vamos marcar um." : null;
      return offer(seeker, reason, slots.next(seeker.sellers(), time -> true, seeker.id()));
    }
    return look(seeker, wish);
  }

  /** Handles a further turn: the customer answers an offer or a question. */
  Step goOn(
      Map<String, @Nullable Object> turn,
      @Nullable String area,
      Memory memory,
      @Nullable Appointment own,
      Instant now) {
    Seeker seeker = seeker(turn, area, own);
    if (seeker.sellers().isEmpty()) {
      return nobody();
    }
    String text = String.valueOf(turn.get("text"));
    WishedTime said = wish(turn, own, now);
    Optional<Instant> chosen = memory.offers().meant(text, said, zone);
    if (chosen.isPresent()) {
      return tryOut(seeker, chosen.get(), true);
    }
    if (Wanted.of(text) == Wanted.OTHER && said.saysNothing()) {
      return Step.ask(seeker.mode(), "Para qual dia e horário você prefere? " + EXAMPLE);
    }
    LocalTime bare = memory.offers().bareHour(text).orElse(null);
    WishedTime wish = said.or(null, bare);
    return wish.saysNothing()
        ? again(seeker, memory)
        : look(seeker, wish.or(memory.day(), memory.time()));
  }

  private Seeker seeker(
      Map<String, @Nullable Object> turn, @Nullable String area, @Nullable Appointment own) {
    return new Seeker(
        own,
        own == null
            ? book.candidates(String.valueOf(turn.get("conversation")), area)
            : book.sellerOf(own));
  }

  private WishedTime wish(
      Map<String, @Nullable Object> turn, @Nullable Appointment own, Instant now) {
    Object text = turn.get("text");
    WishedTime wish = WishedTime.in(text == null ? null : text.toString(), now, zone);
    return own == null
        ? wish
        : wish.without(
            own.start().atZone(zone).toLocalDate(), own.start().atZone(zone).toLocalTime());
  }

  private Step look(Seeker seeker, WishedTime wish) {
    LocalDate day = wish.day();
    LocalTime time = wish.time();
    if (wish.either()) {
      return either(seeker, wish);
    }
    if (day != null && time != null) {
      return tryOut(seeker, at(day, time), wish.exact());
    }
    if (day != null) {
      return ofDay(seeker, day, wish.within());
    }
    if (time != null) {
      return Step.ask(seeker.mode(), "Para qual dia você quer o horário, " + Wording.at(time) + "?")
          .at(time);
    }
    return offer(seeker, null, slots.next(seeker.sellers(), wish.within()::contains, seeker.id()));
  }

  private Instant at(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(zone).toInstant();
  }

  private Step tryOut(Seeker seeker, Instant start, boolean exact) {
    Optional<Objection> objection = slots.against(seeker.sellers(), start, seeker.id());
    if (objection.isEmpty()) {
      return seeker.take(start);
    }
    Instant later = start.plus(Duration.ofHours(12));
    if (!exact && objection.get().why() == Why.CLOSED && isMorning(start)) {
      Optional<Slot> afternoon =
          slots.on(seeker.sellers(), start.atZone(zone).toLocalDate(), seeker.id()).stream()
              .filter(slot -> slot.start().equals(later))
              .findFirst();
      if (afternoon.isPresent()) {
        LocalTime meant = later.atZone(zone).toLocalTime();
        String question = objection.get().reason() + " Você quis dizer " + Wording.at(meant) + "?";
        return offer(seeker, question, List.of(afternoon.get()));
      }
    }
    return offer(
        seeker, objection.get().reason(), slots.nearest(seeker.sellers(), start, seeker.id()));
  }

  private boolean isMorning(Instant start) {
    return start.atZone(zone).getHour() < 12;
  }

  private Step ofDay(Seeker seeker, LocalDate day, Window within) {
    List<Slot> free = slots.offers(seeker.sellers(), day, within::contains, seeker.id());
    if (!free.isEmpty()) {
      return offer(seeker, null, free).about(day);
    }
    LocalTime middle = within.equals(Window.ANY) ? LocalTime.NOON : within.from();
    return offer(
        seeker,
        slots.againstDay(seeker.sellers(), day, within),
        slots.nearest(seeker.sellers(), at(day, middle), seeker.id()));
  }

  /** The customer named two days or two hours and chooses among the free ones. */
  private Step either(Seeker seeker, WishedTime wish) {
    String question = "Entendi mais de um dia ou horário. Qual deles você prefere?";
    List<Slot> free =
        wish.days().stream()
            .flatMap(day -> slots.on(seeker.sellers(), day, seeker.id()).stream())
            .filter(slot -> suits(slot, wish))
            .sorted(Comparator.comparing(Slot::start))
            .toList();
    if (free.isEmpty()) {
      return Step.ask(seeker.mode(), question + " " + EXAMPLE);
    }
    return offer(seeker, question, slots.few(free));
  }

  private boolean suits(Slot slot, WishedTime wish) {
    LocalTime time = slot.start().atZone(zone).toLocalTime();
    return wish.times().isEmpty()
        ? wish.within().contains(time)
        : wish.times().contains(time)
            || (!wish.exact() && wish.times().contains(time.minusHours(12)));
  }

  private Step again(Seeker seeker, Memory memory) {
    if (memory.asked()) {
      return Step.person("atendente_chamado", "O horário não ficou claro");
    }
    List<Slot> offered =
        memory.offers().starts().stream().map(start -> new Slot(0, "", start, start)).toList();
    Step step =
        offered.isEmpty()
            ? Step.ask(seeker.mode(), "Não entendi. " + EXAMPLE)
            : Step.offer(seeker.mode(), "Não entendi qual horário você quer.", offered, wording);
    return step.about(memory.day()).at(memory.time()).again();
  }

  private Step offer(Seeker seeker, @Nullable String reason, List<Slot> free) {
    if (free.isEmpty()) {
      return Step.person("agenda_sem_vendedor", reason == null ? "Não há horários livres" : reason);
    }
    return Step.offer(seeker.mode(), reason, free, wording);
  }

  private static Step nobody() {
    return Step.person("agenda_sem_vendedor", "Nenhum vendedor ativo para o agendamento");
  }
}
