package dev.recado.spine.ingress;

/** The inbound log takes no record of this size, today or tomorrow: the sender should send less. */
public class TooLargeException extends RuntimeException {

  TooLargeException(String message, Throwable cause) {
    super(message, cause);
  }
}
