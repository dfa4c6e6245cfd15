package dev.recado.ground.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that cannot be granted, with the sentence that tells the caller why. */
public final class Refusal extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private Refusal(HttpStatus status, String detail) {
    super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
  }

  public static Refusal of(HttpStatus status, String detail) {
    return new Refusal(status, detail);
  }

  /** Says when to come again. */
  public Refusal retryAfter(long seconds) {
    getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return this;
  }

  public static Refusal badRequest(String detail) {
    return new Refusal(HttpStatus.BAD_REQUEST, detail);
  }

  public static Refusal unauthorized(String detail) {
    return new Refusal(HttpStatus.UNAUTHORIZED, detail);
  }

  public static Refusal notFound(String what) {
    return new Refusal(HttpStatus.NOT_FOUND, "There is no such " + what + ".");
  }

  /** Of something that a person named: the sentence says what to do. */
  public static Refusal missing(String detail) {
    return new Refusal(HttpStatus.NOT_FOUND, detail);
  }

  public static Refusal forbidden(String detail) {
    return new Refusal(HttpStatus.FORBIDDEN, detail);
  }

  public static Refusal unavailable(String detail) {
    return new Refusal(HttpStatus.SERVICE_UNAVAILABLE, detail);
  }

  public static Refusal late(String detail) {
    return new Refusal(HttpStatus.GATEWAY_TIMEOUT, detail);
  }

  public static Refusal conflict(String detail) {
    return new Refusal(HttpStatus.CONFLICT, detail);
  }
}
