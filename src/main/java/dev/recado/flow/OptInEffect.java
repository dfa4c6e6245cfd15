package dev.recado.flow;

import dev.recado.outbox.Contacts;

/** {@code opt-in}: this person may be written to again; the words are kept as proof. */
final class OptInEffect implements EffectKind {

  private final Contacts contacts;

  OptInEffect(Contacts contacts) {
    this.contacts = contacts;
  }

  @Override
  public String name() {
    return "opt-in";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    Refusal refusal = Refusal.of(call, effects);
    effects.change(
        new StateChange(
            name(), refusal.facts(), now -> contacts.optIn(refusal.address(), refusal.consent())));
  }
}
