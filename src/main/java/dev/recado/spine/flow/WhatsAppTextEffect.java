package dev.recado.spine.flow;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code whatsapp-text}: a free text to one phone. */
final class WhatsAppTextEffect implements EffectKind {

  static final String NAME = "whatsapp-text";

  private final WhatsAppTargets targets;

  WhatsAppTextEffect(WhatsAppTargets targets) {
    this.targets = targets;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("text", call.required("text"));
    effects.add(
        OutgoingEffect.message(NAME, call, effects, targets.of(call, effects.event()), payload));
  }
}
