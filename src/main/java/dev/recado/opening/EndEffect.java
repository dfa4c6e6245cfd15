package dev.recado.opening;

import dev.recado.flow.EffectCall;
import dev.recado.flow.EffectKind;
import dev.recado.flow.Effects;
import dev.recado.flow.StateChange;
import dev.recado.flow.UnprocessableException;
import dev.recado.outbox.Contacts;
import dev.recado.phone.PhoneReading;
import dev.recado.phone.Phones;
import java.util.Map;
import java.util.Optional;

/** {@code conversation-end}: what the hub began with a contact, or about a lead, is over. */
final class EndEffect implements EffectKind {

  private final Openings openings;

  EndEffect(Openings openings) {
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
