package dev.recado.sales.seller;

import dev.recado.sales.seller.Sellers.Assignment;
import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.StateChange;
import dev.recado.spine.outbox.Contacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@code seller-assign}: gives a conversation its seller when the flow commits. The
 * event {@code seller.assigned} tells the result.
 */
final class AssignEffect implements EffectKind {

  private static final List<String> TOLD =
      List.of("phone", "name", "area", "message", "occasion", "lead", "contact");

  private final Sellers sellers;
  private final SellerEvents events;

  AssignEffect(Sellers sellers, SellerEvents events) {
    this.sellers = sellers;
    this.events = events;
  }

  @Override
  public String name() {
    return "seller-assign";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    String to = call.required("to");
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("to", to);
    for (String field : TOLD) {
      String value = call.text(field);
      if (value != null) {
        told.put(field, value);
      }
    }
    call.required("occasion");
    String chosen = call.text("chosen");
    Map<String, Object> facts = new LinkedHashMap<>();
    told.forEach((name, value) -> facts.put(name, String.valueOf(value)));
    if (chosen != null) {
      facts.put("chosen", chosen);
    }
    String conversation = Contacts.conversation(to);
    effects.change(
        new StateChange(
            name(),
            facts,
            now -> {
              Assignment assigned = sellers.assign(conversation, call.text("area"), chosen);
              events.set(effects.event().id(), conversation, assigned, told, now);
            }));
  }
}
