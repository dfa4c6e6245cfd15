package dev.recado.spine.cleanup;

import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.StateChange;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Carries out {@code clean-up}: notes that old rows are to leave. {@link CleanUps} deletes them.
 */
final class CleanUpEffect implements EffectKind {

  private final CleanUpTable table;

  CleanUpEffect(CleanUpTable table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "clean-up";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    Keep keep = Keep.of(call.text("messages"), call.text("events"));
    if (keep.times().isEmpty()) {
      return;
    }
    Map<String, Object> facts = new TreeMap<>();
    keep.times().forEach((kind, time) -> facts.put(Keep.name(kind), time.toString()));
    UUID event = effects.event().id();
    effects.change(new StateChange(name(), facts, now -> table.ask(event, keep, now)));
  }
}
