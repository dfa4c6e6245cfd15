package dev.recado.sales.crm;

import dev.recado.ground.phone.Phones;
import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.OutgoingEffect;
import dev.recado.spine.flow.OutgoingEffect.Target;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.outbox.Contacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out {@code crm-lead}: an interested person becomes a lead in the CRM, once. */
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
    if (call.value("qualification") instanceof Map<?, ?> facts && !facts.isEmpty()) {
      payload.put("qualification", facts);
    }
    Target target = new Target("crm", "crm:" + whose(call, effects), "crm");
    effects.add(OutgoingEffect.message(name(), call, effects, target, payload));
  }

  /**
   * The lead goes out in order with its notes, but apart from the chat: an unavailable CRM must not
   * delay messages.
   */
  private static String whose(EffectCall call, Effects effects) {
    String phone = call.text("phone");
    return Optional.ofNullable(phone)
        .flatMap(written -> Phones.address(written).digits())
        .map(Contacts::conversation)
        .orElse(effects.event().subject());
  }

  /**
   * The id depends on the meaning of the lead, so that the CRM itself recognises a repeated one.
   */
  private static String externalId(EffectCall call, Effects effects) {
    String once = call.text("once");
    String meaning = once == null ? effects.event().id().toString() : once;
    return "recado.lead_" + StableId.of("lead", meaning).toString().replace("-", "");
  }
}
