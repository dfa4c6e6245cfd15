package dev.recado.sales.commerce;

import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.OutgoingEffect;
import dev.recado.spine.flow.OutgoingEffect.Target;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Carries out {@code order-export}: brings an order to the system that keeps the sales, once.
 *
 * <p>The orders of one customer go out one after another: two at once would both find that the
 * other system does not know the customer. They go apart from the chat, so a system that is away
 * delays no message.
 */
final class ExportEffect implements EffectKind {

  private static final String CONNECTOR = "orders";

  @Override
  public String name() {
    return "order-export";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    long order = OrderEffects.order(call);
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("order", order);
    payload.put("repeatable", true);
    Target target = new Target(CONNECTOR, whose(call, effects, order), CONNECTOR);
    effects.add(OutgoingEffect.message(name(), call, effects, target, payload));
  }

  /** A customer whose phone is hidden has no number here, but a conversation. */
  private static String whose(EffectCall call, Effects effects, long order) {
    String customer = call.text("customer");
    if (customer != null) {
      return "orders of client:" + customer;
    }
    Object conversation = effects.event().body().get("conversation");
    return conversation == null ? "order:" + order : "orders of " + conversation;
  }
}
