package dev.recado.sales.commerce;

import dev.recado.sales.commerce.Order.State;
import dev.recado.sales.commerce.Orders.By;
import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.StateChange;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.flow.WhatsAppTargets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@code order-place}, {@code order-confirm}, {@code order-move}, {@code order-reopen}
 * and {@code order-remind}, decided when the event commits.
 */
final class OrderEffects {

  private final Orders orders;

  OrderEffects(Orders orders) {
    this.orders = orders;
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

  EffectKind place() {
    return new Kind("order-place", this::place);
  }

  EffectKind confirm() {
    return new Kind("order-confirm", this::confirm);
  }

  EffectKind move() {
    return new Kind("order-move", this::move);
  }

  EffectKind reopen() {
    return new Kind("order-reopen", this::reopen);
  }

  EffectKind remind() {
    return new Kind("order-remind", this::remind);
  }

  private void place(EffectCall call, Effects effects) {
    String to = WhatsAppTargets.address(call.required("to"));
    String name = call.text("name");
    String notes = call.text("notes");
    By by = by(effects);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("to", to);
    put(facts, "name", name);
    put(facts, "notes", notes);
    effects.change(
        new StateChange("order-place", facts, now -> orders.place(to, name, notes, by, now)));
  }

  private void confirm(EffectCall call, Effects effects) {
    long order = order(call);
    By by = by(effects);
    effects.change(
        new StateChange(
            "order-confirm", Map.of("order", order), now -> orders.confirm(order, by, now)));
  }

  private void move(EffectCall call, Effects effects) {
    long order = order(call);
    State state = state(call.required("state"));
    String why = call.text("why");
    By by = by(effects);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("order", order);
    facts.put("state", state.text());
    put(facts, "why", why);
    effects.change(
        new StateChange("order-move", facts, now -> orders.move(order, state, by, why, now)));
  }

  private void reopen(EffectCall call, Effects effects) {
    String to = WhatsAppTargets.address(call.required("to"));
    effects.change(
        new StateChange("order-reopen", Map.of("to", to), now -> orders.reopen(to, now)));
  }

  private void remind(EffectCall call, Effects effects) {
    long order = order(call);
    effects.change(
        new StateChange("order-remind", Map.of("order", order), now -> orders.remind(order, now)));
  }

  /** In a turn the customer decides; in any other event the flow does. */
  private static By by(Effects effects) {
    boolean turn =
        dev.recado.spine.flow.EventTypes.CONVERSATION_TURN.equals(effects.event().type());
    Object channel = effects.event().body().get("channel");
    return turn
        ? new By(Orders.CUSTOMER, effects.event().id(), channel == null ? null : channel.toString())
        : By.caller("recado");
  }

  private static void put(Map<String, Object> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }

  static long order(EffectCall call) {
    String id = call.required("order");
    if (!id.matches("\\d{1,18}")) {
      throw new UnprocessableException("'" + id + "' não é o número de um pedido");
    }
    return Long.parseLong(id);
  }

  private static State state(String text) {
    return Arrays.stream(State.values())
        .filter(state -> state.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new UnprocessableException(
                    "'%s' não é um estado de pedido; há %s"
                        .formatted(text, Arrays.stream(State.values()).map(State::text).toList())));
  }
}
