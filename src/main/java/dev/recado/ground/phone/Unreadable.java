package dev.recado.ground.phone;

/** Why what somebody wrote is no number that can be called. */
public enum Unreadable {
  /** Nothing stands there, or nothing with a digit. */
  EMPTY("não traz número nenhum"),
  /** A number of one place; only the area code says of which. */
  NO_AREA_CODE("está sem DDD"),
  /** Fewer digits than any number has. */
  TOO_SHORT("tem dígitos de menos"),
  /** More digits than any number has, or several that cannot be told apart. */
  TOO_LONG("tem dígitos demais"),
  /** None of the 67 area codes (docs/contracts.md#brazilian-phone-numbers). */
  UNKNOWN_AREA_CODE("tem um DDD que não existe"),
  /** The digits are as many as they should be, but nobody can have this number. */
  NOT_A_NUMBER("não existe: confira os dígitos"),
  /** A number of another country, which that country has not. */
  NOT_ABROAD("não existe no país do seu código (+)"),
  /** An id of WhatsApp or an address that holds no phone. */
  HIDDEN("é um identificador, que não traz o telefone");

  private final String words;

  Unreadable(String words) {
    this.words = words;
  }

  /**
   * Says it to an operator.
   *
   * @return a Portuguese predicate such as {@code está sem DDD}
   */
  public String words() {
    return words;
  }
}
