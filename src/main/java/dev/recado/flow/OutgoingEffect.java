package dev.recado.flow;

import dev.recado.ingress.StableId;
import dev.recado.outbox.OutboxMessage;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What the effects that become rows of the outbox have in common. */
final class OutgoingEffect {

  private OutgoingEffect() {}

  /**
   * Makes the row.
   *
   * <p>With {@code once} the id follows from that text alone, so that two events that mean the same
   * make one row; else it follows from the event and the step.
   */
  static OutboxMessage message(
      String kind, EffectCall call, Effects effects, Target target, Map<String, Object> payload) {
    Instant due = call.due("due", effects.now());
    String announced = call.text("announces");
    if (announced != null) {
      payload.put("announces", announced);
      effects.announces(announced);
    }
    UUID id = id(kind, call, effects);
    return new OutboxMessage(
        id,
        effects.event().id(),
        kind,
        target.connector(),
        target.conversation(),
        target.address(),
        payload,
        Boolean.TRUE.equals(payload.get("repeatable")) ? id.toString() : null,
        call.text("client"),
        call.flag("reply"),
        call.number("priority", call.flag("reply") ? 10 : 0),
        due);
  }

  private static UUID id(String kind, EffectCall call, Effects effects) {
    String step = effects.step(kind);
    String once = call.text("once");
    return once == null
        ? StableId.of("effect", effects.event().id().toString(), step)
        : StableId.of("once", kind, once);
  }

  /**
   * Where a row goes.
   *
   * @param connector which connector takes it
   * @param conversation rows of one conversation go out in order
   * @param address the phone or URL
   */
  record Target(String connector, String conversation, String address) {}
}
