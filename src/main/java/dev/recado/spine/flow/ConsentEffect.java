package dev.recado.spine.flow;

import dev.recado.spine.outbox.Contacts;

/**
 * {@code opt-out}, {@code opt-in} and {@code wrong-person}: how somebody may be written to from now
 * on, with his own words as proof.
 *
 * @param name as in {@code effect:<name>}
 * @param ruling what is written down
 */
record ConsentEffect(String name, Ruling ruling) implements EffectKind {

  /** What becomes of somebody's words. */
  interface Ruling {
    void write(String address, Contacts.Consent consent);
  }

  /** Nothing is sent to this person any more. */
  static ConsentEffect optOut(Contacts contacts) {
    return new ConsentEffect(
        "opt-out", (address, consent) -> contacts.optOut(address, "pedido do contato", consent));
  }

  /** This person may be written to again. */
  static ConsentEffect optIn(Contacts contacts) {
    return new ConsentEffect("opt-in", contacts::optIn);
  }

  /**
   * Whoever answers this number is not the client it was written to for; what is about that client
   * never goes there again.
   */
  static ConsentEffect wrongPerson(Contacts contacts) {
    return new ConsentEffect("wrong-person", contacts::wrongPerson);
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    Refusal refusal = Refusal.of(call, effects);
    effects.change(
        new StateChange(
            name, refusal.facts(), now -> ruling.write(refusal.address(), refusal.consent())));
  }
}
