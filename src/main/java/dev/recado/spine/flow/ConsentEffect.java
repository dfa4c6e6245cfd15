package dev.recado.spine.flow;

import dev.recado.spine.outbox.Contacts;

/**
 * {@code opt-out}, {@code opt-in} and {@code wrong-person}: set whether the hub may write to a
 * person, and keep the person's own words as proof.
 *
 * @param name as in {@code effect:<name>}
 * @param ruling what is written down
 */
record ConsentEffect(String name, Ruling ruling) implements EffectKind {

  /** Writes down what a person's words change. */
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
   * The person at this number is not the client that the messages were about. No message about that
   * client goes to this number again.
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
