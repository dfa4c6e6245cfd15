package dev.recado.flow;

import dev.recado.flow.OutgoingEffect.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code crm-lead}: somebody who is interested becomes a lead in the CRM, once. */
final class CrmLeadEffect implements EffectKind {

  private static final List<String> FACTS =
      List.of("name", "phone", "email", "area", "source", "title", "description");

  @Override
  public String name() {
    return "crm-lead";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("externalId", externalId(call, effects));
    payload.put("repeatable", true);
    FACTS.forEach(
        fact -> {
          String value = call.text(fact);
          if (value != null) {
            payload.put(fact, value);
          }
        });
    // A row of its own: a CRM that is away must not hold up the chat.
    Target target = new Target("crm", "crm:" + effects.event().subject(), "crm");
    effects.add(OutgoingEffect.message(name(), call, effects, target, payload));
  }

  /** Made from what the lead means, so that the CRM itself knows a repeated one for the same. */
  private static String externalId(EffectCall call, Effects effects) {
    String once = call.text("once");
    String meaning = once == null ? effects.event().id().toString() : once;
    return "recado.lead_"
        + dev.recado.ingress.StableId.of("lead", meaning).toString().replace("-", "");
  }
}
