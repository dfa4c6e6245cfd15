package dev.recado.api.web;

import dev.recado.sales.seller.SellerRefusedException;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers errors of the package {@code sales}, and those of a CRM that the hub must ask: 503 if it
 * is away, 502 if it refuses.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class CrmProblems {

  private static final String RETRY_SECONDS = "30";

  @ExceptionHandler
  ProblemDetail refused(SellerRefusedException e) {
    return ProblemDetail.forStatusAndDetail(
        e.conflict() ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST,
        String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> away(TryLaterException e) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
        .body(problem(HttpStatus.SERVICE_UNAVAILABLE, e));
  }

  @ExceptionHandler
  ProblemDetail refused(UnprocessableException e) {
    return problem(HttpStatus.BAD_GATEWAY, e);
  }

  private static ProblemDetail problem(HttpStatus status, RuntimeException e) {
    String told = String.valueOf(e.getMessage());
    return ProblemDetail.forStatusAndDetail(status, told.endsWith(".") ? told : told + ".");
  }
}
