package dev.recado.chat.turn;

import dev.recado.chat.conversation.ChatEvents;
import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.StateChange;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * Carries out {@code conversation-turn}: the hub answers this message, together with those that
 * follow soon.
 */
final class TurnEffect implements EffectKind {

  private final Turns turns;

  TurnEffect(Turns turns) {
    this.turns = turns;
  }

  @Override
  public String name() {
    return "conversation-turn";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    // A caller of the API sends one message and waits for the answer.
    boolean waiting = ChatEvents.CHANNEL.equals(effects.event().body().get("channel"));
    Duration after = waiting ? Duration.ZERO : call.duration("after");
    UUID message = effects.event().id();
    effects.change(
        new StateChange(
            name(), Map.of("after", after.toString()), now -> turns.schedule(message, after)));
  }
}
