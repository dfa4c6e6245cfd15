package dev.recado.sales.proactive;

import dev.recado.ground.phone.PhoneReading;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.flow.EffectCall;
import dev.recado.spine.flow.EffectKind;
import dev.recado.spine.flow.Effects;
import dev.recado.spine.flow.StateChange;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.outbox.Contacts;
import java.util.Map;
import java.util.Optional;

/** Carries out {@code conversation-end}: ends the hub's opening with a contact, or about a lead. */
final class EndEffect implements EffectKind {

  private final ProactiveConversations openings;

  EndEffect(ProactiveConversations openings) {
    this.openings = openings;
  }

  @Override
  public String name() {
    return "conversation-end";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    String reason = call.required("reason");
    String lead = call.text("lead");
    if (lead == null) {
      String phone = digits(call.required("to"));
      effects.change(
          new StateChange(
              name(),
              Map.of("to", phone, "reason", reason),
              now -> openings.end(Optional.of(Contacts.conversation(phone)), reason)));
    } else {
      effects.change(
          new StateChange(
              name(),
              Map.of("lead", lead, "reason", reason),
              now -> openings.endLead(lead, reason)));
    }
  }

  private static String digits(String to) {
    PhoneReading reading = Phones.address(to);
    return reading.digits().orElseThrow(() -> new UnprocessableException(reading.complaint()));
  }
}
