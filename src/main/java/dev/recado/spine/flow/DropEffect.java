package dev.recado.spine.flow;

/** {@code drop}: the event needs no action, and its journey says why. */
final class DropEffect implements EffectKind {

  @Override
  public String name() {
    return "drop";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    effects.drop(call.required("reason"));
  }
}
