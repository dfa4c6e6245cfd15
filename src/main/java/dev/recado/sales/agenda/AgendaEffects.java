package dev.recado.sales.agenda;

import dev.recado.sales.agenda.Agenda.Booking;
import dev.recado.sales.agenda.Agenda.By;
import dev.recado.sales.agenda.Agenda.Declined;
import dev.recado.sales.agenda.Agenda.Wish;
import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.StateChange;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.flow.WhatsAppTargets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@code appointment-book}, {@code appointment-reschedule} and {@code
 * appointment-cancel}: a customer's request in chat, decided when the turn commits.
 */
final class AgendaEffects {

  private final Agenda agenda;
  private final AppointmentNews news;

  AgendaEffects(Agenda agenda, AppointmentNews news) {
    this.agenda = agenda;
    this.news = news;
  }

  private record Kind(String name, Emitting emitting) implements EffectKind {

    @Override
    public void emit(EffectCall call, Effects effects) {
      emitting.emit(call, effects);
    }
  }

  private interface Emitting {
    void emit(EffectCall call, Effects effects);
  }

  EffectKind book() {
    return new Kind("appointment-book", this::book);
  }

  EffectKind reschedule() {
    return new Kind("appointment-reschedule", this::reschedule);
  }

  EffectKind cancel() {
    return new Kind("appointment-cancel", this::cancel);
  }

  private void book(EffectCall call, Effects effects) {
    Wish wish =
        new Wish(
            WhatsAppTargets.address(call.required("to")),
            start(call),
            null,
            call.text("name"),
            call.text("subject"),
            call.text("area"),
            null,
            customer(effects),
            kind(call));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("to", wish.address());
    facts.put("start", wish.start().toString());
    put(facts, "name", wish.name());
    put(facts, "subject", wish.subject());
    put(facts, "area", wish.area());
    put(facts, "kindId", wish.kind() == null ? null : wish.kind().toString());
    effects.change(
        new StateChange(
            "appointment-book",
            facts,
            now ->
                announceIfDeclined(
                    agenda.book(wish), wish.address(), wish.kind(), wish.by(), now)));
  }

  private void reschedule(EffectCall call, Effects effects) {
    String to = WhatsAppTargets.address(call.required("to"));
    long id = id(call);
    Instant start = start(call);
    By by = customer(effects);
    effects.change(
        new StateChange(
            "appointment-reschedule",
            Map.of("appointment", id, "start", start.toString()),
            now -> {
              if (agenda.reschedule(id, start, by) instanceof Declined declined) {
                news.declined(to, Step.MOVE, null, declined, by, now);
              }
            }));
  }

  private void cancel(EffectCall call, Effects effects) {
    long id = id(call);
    String why = call.text("why");
    By by = customer(effects);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("appointment", id);
    put(facts, "why", why);
    effects.change(new StateChange("appointment-cancel", facts, now -> agenda.cancel(id, by, why)));
  }

  private void announceIfDeclined(
      Booking booking, String to, @Nullable Long kind, By by, Instant now) {
    if (booking instanceof Declined declined) {
      news.declined(to, Step.BOOK, kind, declined, by, now);
    }
  }

  private static By customer(Effects effects) {
    Object channel = effects.event().body().get("channel");
    return new By(
        Agenda.CUSTOMER, effects.event().id(), channel == null ? null : channel.toString());
  }

  private static void put(Map<String, Object> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }

  private static long id(EffectCall call) {
    String id = call.required("appointment");
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw new UnprocessableException("'" + id + "' não é o id de um agendamento", e);
    }
  }

  private static @Nullable Long kind(EffectCall call) {
    String kind = call.text("kindId");
    if (kind == null) {
      return null;
    }
    try {
      return Long.valueOf(kind);
    } catch (NumberFormatException e) {
      throw new UnprocessableException("'" + kind + "' não é o id de um tipo de atendimento", e);
    }
  }

  private static Instant start(EffectCall call) {
    String start = call.required("start");
    try {
      return Instant.parse(start);
    } catch (DateTimeException e) {
      throw new UnprocessableException(
          "'" + start + "' não é um instante como 2026-01-31T12:00:00Z", e);
    }
  }
}
