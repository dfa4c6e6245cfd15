package dev.recado.spine.flow;

import java.util.Map;

/**
 * {@code whatsapp-template}: a text from {@code routes/templates}, filled with the flow's facts.
 *
 * <p>The message carries the rendered text, the name and the values. A channel with approved
 * templates sends the name and the values; any other sends the text.
 */
final class WhatsAppTemplateEffect implements EffectKind {

  static final String NAME = MessageTemplates.KIND;

  private final WhatsAppTargets targets;

  WhatsAppTemplateEffect(WhatsAppTargets targets) {
    this.targets = targets;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    Map<String, Object> payload = call.template("template").payload(call::fact, call.zone());
    effects.add(
        OutgoingEffect.message(NAME, call, effects, targets.of(call, effects.event()), payload));
  }
}
