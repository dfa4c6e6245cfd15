package dev.recado.ground.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that the hub refuses, with a sentence that tells the caller why. */
public final class Refusal extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private Refusal(HttpStatus status, String detail) {
    super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
  }

  /**
   * Makes a refusal with any status.
   *
   * @param status the status of the answer
   * @param detail a sentence that tells the caller what to do
   */
  public static Refusal of(HttpStatus status, String detail) {
    return new Refusal(status, detail);
  }

  /** Adds after how many seconds the caller may try again. */
  public Refusal retryAfter(long seconds) {
    getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return this;
  }

  /**
   * Makes a 400: the request itself is wrong.
   *
   * @param detail a sentence that tells the caller what to do
   */
  public static Refusal badRequest(String detail) {
    return new Refusal(HttpStatus.BAD_REQUEST, detail);
  }

  /**
   * Makes a 401: the caller must sign in.
   *
   * @param detail a sentence that tells the caller what to do
   */
  public static Refusal unauthorized(String detail) {
    return new Refusal(HttpStatus.UNAUTHORIZED, detail);
  }

  /**
   * Makes a 404.
   *
   * @param what the kind of thing that does not exist, such as {@code event}
   */
  public static Refusal notFound(String what) {
    return new Refusal(HttpStatus.NOT_FOUND, "There is no such " + what + ".");
  }

  /** Makes a 404 for something that a person named; the sentence says what to do. */
  public static Refusal missing(String detail) {
    return new Refusal(HttpStatus.NOT_FOUND, detail);
  }

  /**
   * Makes a 403: the caller may not do this.
   *
   * @param detail a sentence that tells the caller what to do
   */
  public static Refusal forbidden(String detail) {
    return new Refusal(HttpStatus.FORBIDDEN, detail);
  }

  /**
   * Makes a 503: the same request may succeed later.
   *
   * @param detail a sentence that tells the caller what to do
   */
  public static Refusal unavailable(String detail) {
    return new Refusal(HttpStatus.SERVICE_UNAVAILABLE, detail);
  }

  /**
   * Makes a 504: another system did not answer in time.
   *
   * @param detail a sentence that tells the caller what to do
   */
  public static Refusal late(String detail) {
    return new Refusal(HttpStatus.GATEWAY_TIMEOUT, detail);
  }

  /**
   * Makes a 409: the present state does not allow this.
   *
   * @param detail a sentence that tells the caller what to do
   */
  public static Refusal conflict(String detail) {
    return new Refusal(HttpStatus.CONFLICT, detail);
  }
}
