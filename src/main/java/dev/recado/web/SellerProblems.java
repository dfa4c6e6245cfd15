package dev.recado.web;

import dev.recado.flow.TryLaterException;
import dev.recado.flow.UnprocessableException;
import dev.recado.seller.SellerRefusedException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what the sellers' room refuses, and a CRM that cannot be asked for them. */
@RestControllerAdvice(assignableTypes = {SellerController.class, SellerAdminController.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class SellerProblems {

  private static final String RETRY_SECONDS = "30";

  @ExceptionHandler
  ProblemDetail refused(SellerRefusedException e) {
    return problem(e.conflict() ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST, e);
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
    return ProblemDetail.forStatusAndDetail(status, String.valueOf(e.getMessage()));
  }
}
