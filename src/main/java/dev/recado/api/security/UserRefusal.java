package dev.recado.api.security;

/** The command cannot do what it was asked for; the message tells the person why. */
final class UserRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UserRefusal(String message) {
    super(message);
  }
}
