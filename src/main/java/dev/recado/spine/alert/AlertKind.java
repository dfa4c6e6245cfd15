package dev.recado.spine.alert;

import java.util.Arrays;
import java.util.Optional;

/** What an alert may be about. */
public enum AlertKind {
  /** Too many messages fail. */
  FAILURE_RATE("failure-rate", "Muitas mensagens falham"),
  /** Answers take too long: the hub's own, or those of a channel. */
  P95("p95", "Respostas lentas"),
  /** A message has waited too long. */
  OLDEST_UNSENT("oldest-unsent", "Mensagens paradas na fila"),
  /** A channel sends nothing. */
  CHANNEL_DOWN("channel-down", "Canal fora do ar"),
  /** Messages or events were given up. */
  DEAD_LETTERS("dead-letters", "Mensagens ou eventos não concluídos"),
  /** The provider complains about a number. */
  QUALITY("quality", "Aviso de qualidade do provedor");

  private final String code;
  private final String title;

  AlertKind(String code, String title) {
    this.code = code;
    this.title = title;
  }

  /**
   * Gives the word by which flows, metrics and the API name it.
   *
   * @return lower-case letters, digits and hyphens
   */
  public String code() {
    return code;
  }

  /** A few words for operators, in Portuguese. */
  String title() {
    return title;
  }

  /** Finds the kind of a row; empty if another release wrote it. */
  static Optional<AlertKind> of(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
  }
}
