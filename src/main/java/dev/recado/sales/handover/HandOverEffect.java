package dev.recado.sales.handover;

import dev.recado.sales.handover.HandOvers.By;
import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.StateChange;
import dev.recado.spine.flow.WhatsAppTargets;
import dev.recado.spine.outbox.Contacts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@code hand-over}, {@code hand-back} and {@code hand-over-refused}: sets who answers
 * from now on, and stores who decided.
 *
 * @param name as in {@code effect:<name>}
 * @param writing stores the change
 */
record HandOverEffect(String name, Writing writing) implements EffectKind {

  /** A change of who answers. */
  interface Writing {
    void write(String address, By by);
  }

  static HandOverEffect take(HandOvers handOvers) {
    return new HandOverEffect("hand-over", handOvers::take);
  }

  static HandOverEffect giveBack(HandOvers handOvers) {
    return new HandOverEffect("hand-back", handOvers::giveBack);
  }

  static HandOverEffect refuse(HandOvers handOvers) {
    return new HandOverEffect(
        "hand-over-refused",
        (address, by) -> handOvers.refused(Contacts.conversation(address), by));
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    String address = WhatsAppTargets.address(call.required("to"));
    String person = call.text("person");
    String via = call.text("via");
    String why = call.text("why");
    By by =
        new By(
            person == null ? By.TEAM : person,
            via == null ? By.FLOW : via,
            why,
            effects.event().id());
    effects.change(
        new StateChange(name, facts(address, person, via, why), now -> writing.write(address, by)));
  }

  private static Map<String, Object> facts(
      String address, @Nullable String person, @Nullable String via, @Nullable String why) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("to", address);
    put(facts, "person", person);
    put(facts, "via", via);
    put(facts, "why", why);
    return facts;
  }

  private static void put(Map<String, Object> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }
}
