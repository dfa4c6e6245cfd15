package dev.recado.spine.flow;

/** {@code wait}: the event stays in its table until it is due, then goes on in another flow. */
final class WaitEffect implements EffectKind {

  @Override
  public String name() {
    return "wait";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    effects.waitFor(call.duration("for"), call.required("then"));
  }
}
