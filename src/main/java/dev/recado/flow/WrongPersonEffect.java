package dev.recado.flow;

import dev.recado.outbox.Contacts;

/**
 * {@code wrong-person}: whoever answers this number is not the client it was written to for; what
 * is about that client never goes there again.
 */
final class WrongPersonEffect implements EffectKind {

  private final Contacts contacts;

  WrongPersonEffect(Contacts contacts) {
    this.contacts = contacts;
  }

  @Override
  public String name() {
    return "wrong-person";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    Refusal refusal = Refusal.of(call, effects);
    effects.change(
        new StateChange(
            name(),
            refusal.facts(),
            now -> contacts.wrongPerson(refusal.address(), refusal.consent())));
  }
}
