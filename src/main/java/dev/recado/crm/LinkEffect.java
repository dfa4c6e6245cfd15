package dev.recado.crm;

import dev.recado.flow.EffectCall;
import dev.recado.flow.EffectKind;
import dev.recado.flow.Effects;
import dev.recado.flow.StateChange;
import dev.recado.flow.UnprocessableException;
import dev.recado.outbox.Contacts;
import dev.recado.phone.PhoneReading;
import dev.recado.phone.Phones;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code crm-link}: which records of the CRM belong to the conversation with a phone. */
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
