package dev.recado.sales.agenda;

import dev.recado.chat.intent.Choices;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The result of a turn in a dialogue, as the flow {@code agenda} reads it.
 *
 * @param action the next action
 * @param values the values of the action
 */
record Step(String action, Map<String, Object> values) {

  /** The modes of a dialogue: a new appointment, another time, and the meaning of "cancelar". */
  static final String BOOK = "agendar";

  static final String MOVE = "remarcar";
  static final String LEAVE = "cancelar";

  private static Step of(String action) {
    return new Step(action, new HashMap<>());
  }

  private Step with(String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
    return this;
  }

  static Step book(Instant start) {
    return of("book").with("inicio", start.toString());
  }

  static Step reschedule(Appointment it, Instant start) {
    return of("reschedule").with("agendamento", it.id()).with("inicio", start.toString());
  }

  static Step cancel(Appointment it) {
    return of("cancel").with("agendamento", it.id());
  }

  /** The customer wants no messages at all. */
  static Step leave() {
    return of("leave");
  }

  /** Asks what "cancelar" means, or takes it for our messages. */
  static Step which(boolean asks, @Nullable String when) {
    return of(asks ? "which" : "leave").with("quando", when).with("agendaModo", LEAVE);
  }

  /** Says something that needs no answer. */
  static Step say(String template, @Nullable String when, @Nullable String seller) {
    return of("say").with("template", template).with("quando", when).with("vendedor", seller);
  }

  /** A person continues the conversation. */
  static Step person(String template, String why) {
    return of("person").with("template", template).with("motivo", why);
  }

  /** Offers slots by number. */
  static Step offer(String mode, @Nullable String reason, List<Slot> slots, Wording wording) {
    boolean one = slots.stream().map(Slot::seller).distinct().count() == 1;
    return of("ask")
        .with("template", "agenda_opcoes")
        .with("motivo", reason)
        .with("opcoes", wording.options(slots))
        .with(
            "vendedor",
            one && !slots.get(0).sellerName().isEmpty() ? slots.get(0).sellerName() : null)
        .with("agendaModo", mode)
        .with("agendaOfertas", Offers.write(slots));
  }

  /** Asks for the kind of a new appointment, by number. */
  static Step askKind(String question, List<Kind> kinds) {
    return of("ask")
        .with("template", "agenda_tipos")
        .with("motivo", question)
        .with("opcoes", Choices.of(kinds.stream().map(Kind::line).toList()).numbered())
        .with("agendaModo", BOOK)
        .with("agendaTipos", Memory.write(kinds));
  }

  /** Asks for day and time in free words. */
  static Step ask(String mode, String question) {
    return of("ask")
        .with("template", "agenda_perguntar")
        .with("motivo", question)
        .with("agendaModo", mode);
  }

  Step about(@Nullable LocalDate day) {
    return with("agendaDia", day == null ? null : day.toString());
  }

  Step within(@Nullable Window window) {
    return with("agendaParte", window == null ? null : window.write());
  }

  /** The kind of the appointment, if it has one. */
  Step of(@Nullable Kind kind) {
    return with("agendaTipo", kind == null ? null : kind.id());
  }

  Step at(@Nullable LocalTime time) {
    return with("agendaHora", time == null ? null : time.toString());
  }

  /** If the hub does not understand the next answer either, a person gets the conversation. */
  Step again() {
    return with("agendaRepetida", "sim");
  }

  /** Sets the variable {@code agenda}, a map whose shape {@code agenda-step-action} describes. */
  void onto(Exchange exchange) {
    Map<String, Object> agenda = new HashMap<>(values);
    agenda.put("action", action);
    exchange.setVariable("agenda", agenda);
  }
}
