package dev.recado.spine.flow;

/** {@code reject}: a person must look; the event becomes a dead letter without further tries. */
final class RejectEffect implements EffectKind {

  @Override
  public String name() {
    return "reject";
  }

  @Override
  public void emit(EffectCall call, Effects effects) {
    effects.reject(call.required("reason"));
  }
}
