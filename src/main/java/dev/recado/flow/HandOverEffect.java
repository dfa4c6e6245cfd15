package dev.recado.flow;

import dev.recado.outbox.Contacts;
import java.util.Map;

/** {@code hand-over}: a person answers from now on, and the hub is silent. */
final class HandOverEffect implements EffectKind {

  static final String NAME = "hand-over";

  private final Contacts contacts;

  HandOverEffect(Contacts contacts) {
    this.contacts = contacts;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    String address = WhatsAppTargets.address(call.required("to"));
    String person = call.text("person");
    effects.change(
        new StateChange(
            NAME,
            person == null ? Map.of("to", address) : Map.of("to", address, "person", person),
            now -> contacts.handOver(address, person)));
  }
}
