package dev.recado.ground.phone;

/** The reasons why a written text is no phone number. */
public enum Unreadable {
  /** The text is empty or has no digit. */
  EMPTY("não traz número nenhum"),
  /** A local number without its area code. */
  NO_AREA_CODE("está sem DDD"),
  /** Fewer digits than any number has. */
  TOO_SHORT("tem dígitos de menos"),
  /** More digits than any number has, or several numbers that cannot be told apart. */
  TOO_LONG("tem dígitos demais"),
  /** None of the 67 area codes (docs/contracts.md#brazilian-phone-numbers). */
  UNKNOWN_AREA_CODE("tem um DDD que não existe"),
  /** The count of digits is right, but no such number can exist. */
  NOT_A_NUMBER("não existe: confira os dígitos"),
  /** A number with the code of another country that does not exist there. */
  NOT_ABROAD("não existe no país do seu código (+)"),
  /** A WhatsApp id or an address without a phone. */
  HIDDEN("é um identificador, que não traz o telefone");

  private final String words;

  Unreadable(String words) {
    this.words = words;
  }

  /**
   * Tells the reason to an operator.
   *
   * @return a Portuguese predicate such as {@code está sem DDD}
   */
  public String words() {
    return words;
  }
}
