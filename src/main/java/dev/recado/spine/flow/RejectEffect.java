package dev.recado.spine.flow;

/**
 * {@code reject}: the event becomes a dead letter without retries, because a person must look at
 * it.
 */
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
