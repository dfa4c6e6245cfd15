package dev.recado.sales.crm;

import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.OutgoingEffect;
import dev.recado.spine.flow.OutgoingEffect.Target;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.flow.WhatsAppTargets;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.outbox.Contacts;
import dev.recado.spine.outbox.OutboxMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out {@code crm-note}, {@code crm-lead-update}, {@code crm-task} and {@code
 * crm-talk-close}: a note or a change in the CRM, about a conversation or a lead.
 *
 * <p>Rows of one contact go out in order, apart from the chat: an unavailable CRM delays no
 * message.
 *
 * @param name as in {@code effect:<name>}
 * @param facts options that the payload takes unchanged
 * @param required the options that must be present
 */
record CrmEffect(String name, List<String> facts, Set<String> required) implements EffectKind {

  static CrmEffect note() {
    return new CrmEffect("crm-note", List.of("lead", "text"), Set.of());
  }

  static CrmEffect leadUpdate() {
    return new CrmEffect(
        "crm-lead-update",
        List.of("lead", "responsible", "unlessChosen", "status", "pipeline", "price"),
        Set.of());
  }

  static CrmEffect task() {
    return new CrmEffect(
        "crm-task", List.of("lead", "text", "until", "responsible"), Set.of("text", "until"));
  }

  static CrmEffect talkClose() {
    return new CrmEffect("crm-talk-close", List.of("talk"), Set.of("talk"));
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("externalId", externalId(call, effects));
    payload.put("repeatable", true);
    about(call, payload);
    for (String fact : facts) {
      String value = required.contains(fact) ? call.required(fact) : call.text(fact);
      if (value != null) {
        payload.put(fact, value);
      }
    }
    if (call.flag("answers")) {
      payload.put("answers", answers(effects, payload.get("conversation")));
    }
    effects.add(OutgoingEffect.message(name, call, effects, target(payload, effects), payload));
  }

  private static void about(EffectCall call, Map<String, Object> payload) {
    String to = call.text("to");
    if (to != null) {
      String address = WhatsAppTargets.address(to);
      payload.put("phone", address);
      payload.put("conversation", Contacts.conversation(address));
    } else if (call.text("lead") == null) {
      throw new UnprocessableException(
          "O passo do fluxo não diz nem 'to' (telefone) nem 'lead' (id no CRM)");
    }
  }

  private static Target target(Map<String, Object> payload, Effects effects) {
    Object conversation = payload.get("conversation");
    String about = conversation == null ? effects.event().subject() : conversation.toString();
    return new Target("crm", "crm:" + about, "crm");
  }

  /** The messages of this run to the customer; the note itself will tell whether they were sent. */
  private static List<Map<String, String>> answers(Effects effects, @Nullable Object conversation) {
    return effects.messages().stream()
        .filter(message -> message.conversation().startsWith("whatsapp:"))
        // A message to the team in the same run is no answer to the customer.
        .filter(message -> conversation == null || conversation.equals(message.conversation()))
        .map(CrmEffect::answer)
        .toList();
  }

  private static Map<String, String> answer(OutboxMessage message) {
    return Map.of(
        "id", message.id().toString(), "text", String.valueOf(message.payload().get("text")));
  }

  private String externalId(EffectCall call, Effects effects) {
    String once = call.text("once");
    String meaning = once == null ? effects.event().id() + " " + effects.step(name + " id") : once;
    return "recado.%s_%s"
        .formatted(name.substring("crm-".length()), StableId.of(name, meaning))
        .replace("-", "");
  }
}
