package dev.recado.spine.flow;

import dev.recado.spine.ingress.StableId;
import dev.recado.spine.outbox.News;
import dev.recado.spine.outbox.OutboxMessage;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The common part of effects that become rows of the outbox. */
public final class OutgoingEffect {

  private OutgoingEffect() {}

  /**
   * Makes the row.
   *
   * <p>With {@code once} the id is made from that text alone, so that two events that mean the same
   * make one row; otherwise it is made from the event and the step. With {@code about} the outbox
   * compares the message with the last one about the same thing to the same address.
   */
  public static OutboxMessage message(
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
        due,
        news(kind, call, target, payload));
  }

  private static @Nullable News news(
      String kind, EffectCall call, Target target, Map<String, Object> payload) {
    String about = call.text("about");
    if (about == null) {
      return null;
    }
    String once = call.text("once");
    return News.of(
        kind + " " + about, target.address() + "\n" + (once == null ? payload.get("text") : once));
  }

  private static UUID id(String kind, EffectCall call, Effects effects) {
    String step = effects.step(kind);
    String once = call.text("once");
    return once == null || call.text("about") != null
        ? StableId.of("effect", effects.event().id().toString(), step)
        : StableId.of("once", kind, once);
  }

  /**
   * Where a row goes.
   *
   * @param connector the connector that takes it
   * @param conversation rows of one conversation go out in order
   * @param address the phone or URL
   */
  public record Target(String connector, String conversation, String address) {}
}
