package dev.recado.flow;

import dev.recado.outbox.Contacts;

/** {@code opt-out}: nothing is sent to this person any more; the words are kept as proof. */
final class OptOutEffect implements EffectKind {

  static final String NAME = "opt-out";

  private final Contacts contacts;

  OptOutEffect(Contacts contacts) {
    this.contacts = contacts;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    Refusal refusal = Refusal.of(call, effects);
    effects.change(
        new StateChange(
            NAME,
            refusal.facts(),
            now -> contacts.optOut(refusal.address(), "pedido do contato", refusal.consent())));
  }
}
