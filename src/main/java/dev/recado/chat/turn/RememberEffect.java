package dev.recado.chat.turn;

import dev.recado.chat.conversation.Dialogues;
import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.StateChange;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Carries out {@code conversation-remember}: stores the dialogue's facts, and the flow for the next
 * answer.
 */
final class RememberEffect implements EffectKind {

  private final Dialogues dialogues;
  private final TimerTable timers;

  RememberEffect(Dialogues dialogues, TimerTable timers) {
    this.dialogues = dialogues;
    this.timers = timers;
  }

  @Override
  public String name() {
    return "conversation-remember";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    Object conversation = effects.event().body().get("conversation");
    if (conversation == null) {
      throw new IllegalStateException("Only a flow that answers a turn can remember something");
    }
    Map<String, Object> facts = facts(call, effects);
    String awaiting = call.text("awaiting");
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("facts", facts);
    if (awaiting != null) {
      change.put("awaiting", awaiting);
    }
    boolean forgets = call.flag("forget");
    String key = String.valueOf(conversation);
    effects.change(
        new StateChange(
            name(),
            change,
            now -> {
              dialogues.remember(key, facts, awaiting);
              if (forgets) {
                timers.end(key, TimerTable.FORGOTTEN, "O diálogo chegou ao fim");
              }
            }));
  }

  /** Known facts stay, unless the call forgets them all. */
  private static Map<String, Object> facts(EffectCall call, Effects effects) {
    Map<String, Object> facts = new LinkedHashMap<>();
    if (!call.flag("forget") && effects.event().body().get("facts") instanceof Map<?, ?> known) {
      known.forEach((name, value) -> facts.put(String.valueOf(name), value));
    }
    String names = call.text("facts");
    for (String name : names == null ? new String[0] : names.split(",", -1)) {
      Object value = call.fact(name.strip());
      if (value == null) {
        facts.remove(name.strip());
      } else {
        facts.put(name.strip(), String.valueOf(value));
      }
    }
    return facts;
  }
}
