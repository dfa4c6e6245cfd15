package dev.recado.flow;

/** One thing a flow may emit, for example {@code whatsapp-text}. */
interface EffectKind {

  /** The name in {@code effect:<name>}. */
  String name();

  /**
   * Checks what the flow gave and notes the effect.
   *
   * @throws UnprocessableException where the event's data can never make a good effect
   */
  void emit(EffectCall call, Effects effects);
}
