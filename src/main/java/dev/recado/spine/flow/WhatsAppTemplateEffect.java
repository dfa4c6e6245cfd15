package dev.recado.spine.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code whatsapp-template}: a text from {@code routes/templates}, filled with the flow's facts.
 *
 * <p>The message carries the rendered text, the name and the values. A channel with approved
 * templates sends the name and the values; any other sends the text.
 */
final class WhatsAppTemplateEffect implements EffectKind {

  static final String NAME = "whatsapp-template";

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
    Template template = call.template("template");
    Map<String, String> values = template.values(call::fact, call.zone());
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("template", template.name());
    payload.put("language", template.language());
    payload.put("values", values);
    payload.put("parameters", List.copyOf(template.parameters().keySet()));
    if (!template.approved().isEmpty()) {
      payload.put("approved", template.approved());
    }
    payload.put("text", template.render(values));
    effects.add(
        OutgoingEffect.message(NAME, call, effects, targets.of(call, effects.event()), payload));
  }
}
