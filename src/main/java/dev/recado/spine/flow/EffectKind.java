package dev.recado.spine.flow;

/** One thing a flow may emit, for example {@code whatsapp-text}; each is a bean. */
public interface EffectKind {

  /**
   * Names it as in {@code effect:<name>}.
   *
   * @return lower-case words with hyphens
   */
  String name();

  /**
   * Checks what the flow gave and notes the effect.
   *
   * @param call the options of this use
   * @param effects the run's list of effects
   * @throws UnprocessableException if the event's data can never make a valid effect
   */
  void emit(EffectCall call, Effects effects);
}
