package dev.recado.sales.crm;

import dev.recado.ground.phone.PhoneReading;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.StateChange;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.outbox.Contacts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out {@code crm-link}: stores the CRM records of a phone's conversation. */
final class LinkEffect implements EffectKind {

  private final CrmLinks links;

  LinkEffect(CrmLinks links) {
    this.links = links;
  }

  @Override
  public String name() {
    return "crm-link";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    String written = call.required("to");
    PhoneReading reading = Phones.address(written);
    String phone =
        reading.digits().orElseThrow(() -> new UnprocessableException(reading.complaint()));
    String contact = call.text("contact");
    String lead = call.text("lead");
    String talk = call.text("talk");
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("to", phone);
    put(facts, "contact", contact);
    put(facts, "lead", lead);
    put(facts, "talk", talk);
    effects.change(
        new StateChange(
            name(),
            facts,
            now -> {
              links.learn(Contacts.conversation(phone), contact, lead);
              if (contact != null && talk != null) {
                links.talks(contact, talk);
              }
            }));
  }

  private static void put(Map<String, Object> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }
}
