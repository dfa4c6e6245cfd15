package dev.recado.sales.agenda;

import dev.recado.chat.intent.Courtesy;
import dev.recado.spine.flow.Effects;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Leads the dialogue about an appointment, for the Kamelets {@code agenda-*-action}. */
public final class AgendaDialogue {

  private static final Set<String> THE_APPOINTMENT =
      Set.of("1", "horario", "o horario", "cancelar o horario", "cancelar horario", "agendamento");
  private static final Set<String> ALL_MESSAGES =
      Set.of("2", "mensagens", "as mensagens", "nao receber mensagens", "nao receber");

  private final Agenda book;
  private final Search search;
  private final Wording wording;

  AgendaDialogue(Agenda book, Search search, ZoneId zone) {
    this.book = book;
    this.search = search;
    this.wording = new Wording(zone);
  }

  /**
   * Sets the variable {@code agenda}: the next action and its values.
   *
   * @param exchange of a flow that answers a turn
   */
  public void decide(Exchange exchange) {
    Effects effects = Effects.of(exchange);
    Map<String, @Nullable Object> turn = effects.event().body();
    answer(turn, area(exchange, turn), effects.now()).onto(exchange);
  }

  /**
   * Sets the variable {@code agenda}. The single word {@code cancelar} may mean an appointment or
   * our messages. Then the action is {@code which}, and the hub asks once.
   *
   * @param exchange of a flow that answers a turn
   */
  public void cancelOrLeave(Exchange exchange) {
    Map<String, @Nullable Object> turn = Effects.of(exchange).event().body();
    Memory memory = Memory.of(turn);
    Optional<Appointment> own = own(turn);
    boolean word = Courtesy.without(text(turn, "text")).equals("cancelar");
    boolean mayBe = own.isPresent() || memory.isOn();
    boolean answered = Step.LEAVE.equals(memory.mode());
    boolean silent = Boolean.TRUE.equals(turn.get("handedOver"));
    Step.which(word && mayBe && !answered && !silent, own.map(this::when).orElse(null))
        .onto(exchange);
  }

  private Step answer(Map<String, @Nullable Object> turn, @Nullable String area, Instant now) {
    String text = text(turn, "text");
    Memory memory = Memory.of(turn);
    Optional<Appointment> own = own(turn);
    if (Step.LEAVE.equals(memory.mode())) {
      Optional<Step> step = toTheQuestion(Courtesy.without(text), own);
      if (step.isPresent()) {
        return step.get();
      }
    }
    return switch (Wanted.of(text)) {
      case CANCEL -> own.map(Step::cancel).orElseGet(() -> nothing(memory));
      case SHOW -> own.map(this::show).orElseGet(() -> nothing(memory));
      case STOP -> Step.say("agenda_encerrado", own.map(this::when).orElse(null), null);
      case MOVE -> search.begin(turn, area, own.orElse(null), now, own.isEmpty());
      case OTHER, NONE ->
          memory.isOn() && !Step.LEAVE.equals(memory.mode())
              ? search.goOn(
                  turn,
                  area,
                  memory,
                  Step.MOVE.equals(memory.mode()) ? own.orElse(null) : null,
                  now)
              : own.map(this::show).orElseGet(() -> search.begin(turn, area, null, now, false));
    };
  }

  private Optional<Step> toTheQuestion(String answer, Optional<Appointment> own) {
    if (ALL_MESSAGES.contains(answer)) {
      return Optional.of(Step.leave());
    }
    return THE_APPOINTMENT.contains(answer)
        ? Optional.of(
            own.map(Step::cancel).orElseGet(() -> Step.say("agenda_encerrado", null, null)))
        : Optional.empty();
  }

  private Step show(Appointment it) {
    return Step.say("agenda_meu_horario", when(it), book.sellerName(it));
  }

  private String when(Appointment it) {
    return wording.when(it.start());
  }

  /** There is no appointment. An open dialogue just ends. */
  private static Step nothing(Memory memory) {
    return Step.say(memory.isOn() ? "agenda_encerrado" : "agenda_sem_horario", null, null);
  }

  private Optional<Appointment> own(Map<String, @Nullable Object> turn) {
    return book.nextOf(text(turn, "conversation"));
  }

  private static @Nullable String area(Exchange exchange, Map<String, @Nullable Object> turn) {
    Object said =
        exchange.getVariable("understood") instanceof Map<?, ?> understood
            ? understood.get("area")
            : null;
    Object known =
        turn.get("facts") instanceof Map<?, ?> facts ? facts.get("areaDeInteresse") : null;
    Object area = said == null ? known : said;
    return area == null ? null : area.toString();
  }

  private static String text(Map<String, @Nullable Object> turn, String field) {
    Object value = turn.get(field);
    return value == null ? "" : value.toString();
  }
}
