package dev.recado.spine.ingress;

/** The inbound log never takes a record of this size. The sender has to send less. */
public class TooLargeException extends RuntimeException {

  TooLargeException(String message, Throwable cause) {
    super(message, cause);
  }
}
