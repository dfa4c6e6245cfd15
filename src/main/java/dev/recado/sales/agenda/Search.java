package dev.recado.sales.agenda;

import dev.recado.sales.agenda.Agenda.Why;
import dev.recado.sales.agenda.FreeSlots.Need;
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

  private final Agenda agenda;
  private final FreeSlots slots;
  private final Kinds kinds;
  private final ZoneId zone;
  private final Wording wording;

  Search(Agenda agenda, FreeSlots slots, Kinds kinds, ZoneId zone) {
    this.agenda = agenda;
    this.slots = slots;
    this.kinds = kinds;
    this.zone = zone;
    this.wording = new Wording(zone);
  }

  /**
   * The request of a turn.
   *
   * @param toMove the customer's appointment to move, or null
   * @param sellers the possible sellers
   * @param kind the kind of a new appointment, or null
   * @param open the kinds between which the customer must choose; empty if the kind is settled
   */
  private record Request(
      @Nullable Appointment toMove,
      List<Seller> sellers,
      @Nullable Kind kind,
      List<Kind> open,
      Need need) {

    String mode() {
      return toMove == null ? Step.BOOK : Step.MOVE;
    }

    Step take(Instant start) {
      return toMove == null ? Step.book(start).of(kind) : Step.reschedule(toMove, start);
    }
  }

  /** Handles the first turn; {@code missing} means that there is no appointment to move. */
  Step begin(
      Map<String, @Nullable Object> turn,
      @Nullable String area,
      @Nullable Appointment toMove,
      Instant now,
      boolean missing) {
    Request request = request(turn, area, toMove, Memory.NOTHING);
    if (request.sellers().isEmpty()) {
      return noSeller();
    }
    WishedTime wish = readWish(turn, toMove, now);
    String reason = missing ? "Não encontrei um horário marcado; vamos marcar um." : null;
    if (!request.open().isEmpty()) {
      return askKind(request, reason, wish);
    }
    return wish.saysNothing() ? offerNext(request, reason) : searchFor(request, wish);
  }

  private Step offerNext(Request request, @Nullable String reason) {
    return offer(request, reason, slots.next(request.sellers(), time -> true, request.need()));
  }

  /** The time that the customer has named already is kept for the next turn. */
  private static Step askKind(Request request, @Nullable String reason, WishedTime wish) {
    String question = "Qual tipo de atendimento você quer?";
    return Step.askKind(reason == null ? question : reason + " " + question, request.open())
        .about(wish.day())
        .at(wish.time())
        .within(wish.window());
  }

  /** Handles a further turn: the customer answers an offer or a question. */
  Step goOn(
      Map<String, @Nullable Object> turn,
      @Nullable String area,
      Memory memory,
      @Nullable Appointment toMove,
      Instant now) {
    Request request = request(turn, area, toMove, memory);
    if (request.sellers().isEmpty()) {
      return noSeller();
    }
    String text = String.valueOf(turn.get("text"));
    WishedTime answer = readWish(turn, toMove, now);
    if (!memory.kinds().isEmpty() || !request.open().isEmpty()) {
      boolean place = request.kind() != null && Kinds.in(text, List.of(request.kind())).isEmpty();
      return goOnWithKind(request, memory, place ? WishedTime.NOTHING : answer);
    }
    Optional<Instant> chosen = memory.offers().meant(text, answer, zone);
    if (chosen.isPresent()) {
      return checkTime(request, chosen.get(), true);
    }
    if (Wanted.of(text) == Wanted.OTHER && answer.saysNothing()) {
      return Step.ask(request.mode(), "Para qual dia e horário você prefere? " + EXAMPLE)
          .of(request.kind());
    }
    LocalTime bareHour = memory.offers().bareHour(text).orElse(null);
    WishedTime wish = answer.or(null, bareHour);
    return wish.saysNothing()
        ? askAgain(request, memory)
        : searchFor(request, wish.or(memory.day(), memory.time()));
  }

  /** The customer answers the question for the kind. "A segunda" is a place then, and no Monday. */
  private Step goOnWithKind(Request request, Memory memory, WishedTime answer) {
    WishedTime wish = answer.or(memory.day(), memory.time()).within(memory.window());
    if (request.open().isEmpty()) {
      return wish.saysNothing() ? offerNext(request, null) : searchFor(request, wish);
    }
    return memory.asked()
        ? Step.person("atendente_chamado", "O tipo de atendimento não ficou claro")
        : memory.kinds().isEmpty()
            ? askKind(request, null, wish)
            : askKind(request, "Não entendi.", wish).again();
  }

  private Request request(
      Map<String, @Nullable Object> turn,
      @Nullable String area,
      @Nullable Appointment toMove,
      Memory memory) {
    if (toMove != null) {
      return new Request(toMove, agenda.sellerOf(toMove), null, List.of(), slots.toMove(toMove));
    }
    List<Kind> possible = kinds.of(area);
    Kind kind = kind(String.valueOf(turn.get("text")), possible, memory).orElse(null);
    String known = area == null && kind != null ? kind.area() : area;
    return new Request(
        null,
        agenda.candidates(String.valueOf(turn.get("conversation")), known),
        kind,
        kind == null && possible.size() > 1 ? possible : List.of(),
        slots.need(kind));
  }

  /** The kind that the customer names now, or named before, or the only one. */
  private static Optional<Kind> kind(String text, List<Kind> possible, Memory memory) {
    List<Kind> offered =
        possible.stream().filter(kind -> memory.kinds().contains(kind.id())).toList();
    return Kinds.in(text, possible)
        .or(() -> Kinds.answer(text, offered))
        .or(() -> possible.stream().filter(kind -> memory.isOf(kind.id())).findFirst())
        .or(() -> possible.size() == 1 ? Optional.of(possible.get(0)) : Optional.empty());
  }

  private WishedTime readWish(
      Map<String, @Nullable Object> turn, @Nullable Appointment toMove, Instant now) {
    Object text = turn.get("text");
    WishedTime wish = WishedTime.in(text == null ? null : text.toString(), now, zone);
    return toMove == null
        ? wish
        : wish.without(
            toMove.start().atZone(zone).toLocalDate(), toMove.start().atZone(zone).toLocalTime());
  }

  private Step searchFor(Request request, WishedTime wish) {
    LocalDate day = wish.day();
    LocalTime time = wish.time();
    if (wish.either()) {
      return askWhichOne(request, wish);
    }
    if (day != null && time != null) {
      return checkTime(request, at(day, time), wish.exact());
    }
    if (day != null) {
      return offerDay(request, day, wish.within());
    }
    if (time != null) {
      return Step.ask(
              request.mode(), "Para qual dia você quer o horário, " + Wording.at(time) + "?")
          .at(time)
          .of(request.kind());
    }
    return offer(
        request, null, slots.next(request.sellers(), wish.within()::contains, request.need()));
  }

  private Instant at(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(zone).toInstant();
  }

  private Step checkTime(Request request, Instant start, boolean exact) {
    Optional<Objection> objection = slots.against(request.sellers(), start, request.need());
    if (objection.isEmpty()) {
      return request.take(start);
    }
    Instant twelveHoursLater = start.plus(Duration.ofHours(12));
    if (!exact && objection.get().why() == Why.CLOSED && isMorning(start)) {
      Optional<Slot> afternoon =
          slots.on(request.sellers(), start.atZone(zone).toLocalDate(), request.need()).stream()
              .filter(slot -> slot.start().equals(twelveHoursLater))
              .findFirst();
      if (afternoon.isPresent()) {
        LocalTime afternoonTime = twelveHoursLater.atZone(zone).toLocalTime();
        String question =
            objection.get().reason() + " Você quis dizer " + Wording.at(afternoonTime) + "?";
        return offer(request, question, List.of(afternoon.get()));
      }
    }
    return offer(
        request, objection.get().reason(), slots.nearest(request.sellers(), start, request.need()));
  }

  private boolean isMorning(Instant start) {
    return start.atZone(zone).getHour() < 12;
  }

  private Step offerDay(Request request, LocalDate day, Window within) {
    List<Slot> free = slots.offers(request.sellers(), day, within::contains, request.need());
    if (!free.isEmpty()) {
      return offer(request, null, free).about(day);
    }
    LocalTime middle = within.equals(Window.ANY) ? LocalTime.NOON : within.from();
    return offer(
        request,
        slots.againstDay(request.sellers(), day, within),
        slots.nearest(request.sellers(), at(day, middle), request.need()));
  }

  /** The customer named two days or two hours and chooses among the free ones. */
  private Step askWhichOne(Request request, WishedTime wish) {
    String question = "Entendi mais de um dia ou horário. Qual deles você prefere?";
    List<Slot> free =
        wish.days().stream()
            .flatMap(day -> slots.on(request.sellers(), day, request.need()).stream())
            .filter(slot -> matches(slot, wish))
            .sorted(Comparator.comparing(Slot::start))
            .toList();
    if (free.isEmpty()) {
      return Step.ask(request.mode(), question + " " + EXAMPLE).of(request.kind());
    }
    return offer(request, question, slots.few(free));
  }

  private boolean matches(Slot slot, WishedTime wish) {
    LocalTime time = slot.start().atZone(zone).toLocalTime();
    return wish.times().isEmpty()
        ? wish.within().contains(time)
        : wish.times().contains(time)
            || (!wish.exact() && wish.times().contains(time.minusHours(12)));
  }

  private Step askAgain(Request request, Memory memory) {
    if (memory.asked()) {
      return Step.person("atendente_chamado", "O horário não ficou claro");
    }
    List<Slot> offered =
        memory.offers().starts().stream().map(start -> new Slot(0, "", start, start)).toList();
    Step step =
        offered.isEmpty()
            ? Step.ask(request.mode(), "Não entendi. " + EXAMPLE)
            : Step.offer(request.mode(), "Não entendi qual horário você quer.", offered, wording);
    return step.about(memory.day()).at(memory.time()).of(request.kind()).again();
  }

  private Step offer(Request request, @Nullable String reason, List<Slot> free) {
    if (free.isEmpty()) {
      return Step.person("agenda_sem_vendedor", reason == null ? "Não há horários livres" : reason);
    }
    return Step.offer(request.mode(), reason, free, wording).of(request.kind());
  }

  private static Step noSeller() {
    return Step.person("agenda_sem_vendedor", "Nenhum vendedor ativo para o agendamento");
  }
}
