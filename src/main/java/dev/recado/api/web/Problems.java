package dev.recado.api.web;

import com.fasterxml.jackson.databind.JsonMappingException;
import dev.recado.ground.web.SecretPaths;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Answers every failed request with a problem (RFC 9457) that reveals no internals. */
@RestControllerAdvice
public class Problems extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);
  private static final String RETRY_SECONDS = "5";

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String name =
        e instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : String.valueOf(e.getPropertyName());
    return problem(
        e,
        HttpStatus.BAD_REQUEST,
        "The parameter '" + name + "' cannot be read" + expected(e) + ".",
        headers,
        request);
  }

  private static String expected(TypeMismatchException e) {
    Class<?> type = e.getRequiredType();
    if (type == null) {
      return "";
    }
    return switch (type.getSimpleName()) {
      case "UUID" -> " as an id (UUID)";
      case "Instant" -> " as a time of this age such as 2026-01-31T09:00:00Z";
      case "LocalDate" -> " as a day of this age such as 2026-01-31";
      case "int", "Integer" -> " as a whole number";
      case "boolean", "Boolean" -> " as true or false";
      default -> "";
    };
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return problem(e, HttpStatus.BAD_REQUEST, wrong(e), headers, request);
  }

  /** Names the field by its path, never its content. */
  private static String wrong(HttpMessageNotReadableException e) {
    if (e.getCause() instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      String field =
          mapping.getPath().stream()
              .map(part -> part.getFieldName() == null ? "" + part.getIndex() : part.getFieldName())
              .collect(Collectors.joining("."));
      return "The field '" + field + "' of the body does not have the required shape.";
    }
    return "The body is missing or no JSON of this shape.";
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
      NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    return problem(e, HttpStatus.NOT_FOUND, "There is nothing at this path.", headers, request);
  }

  /** The failure is temporary, so the caller may simply try again. */
  @ExceptionHandler({
    CannotGetJdbcConnectionException.class,
    CannotCreateTransactionException.class,
    DataAccessResourceFailureException.class,
    PessimisticLockingFailureException.class,
    QueryTimeoutException.class
  })
  @Nullable ResponseEntity<Object> away(Exception e, WebRequest request) {
    log.warn("A request failed because PostgreSQL is away: {}", e.getMessage());
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    return problem(
        e, HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer.", headers, request);
  }

  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<Object> unexpected(
      Exception e, WebRequest request, HttpServletRequest servletRequest) throws Exception {
    if (e instanceof AccessDeniedException || e instanceof AuthenticationException) {
      // The security filters answer these.
      throw e;
    }
    if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
      log.debug("The caller has gone before the answer", e);
      return null;
    }
    log.error(
        "{} {} failed",
        servletRequest.getMethod(),
        SecretPaths.hide(servletRequest.getRequestURI()),
        e);
    return problem(
        e,
        HttpStatus.INTERNAL_SERVER_ERROR,
        "Something went wrong in the hub; its log says what.",
        new HttpHeaders(),
        request);
  }

  /** Ignores the caller's Accept header: JSON is better than a refusal without a body. */
  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    HttpHeaders all = new HttpHeaders();
    all.putAll(headers);
    if (body != null) {
      all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }
    return new ResponseEntity<>(body, all, status);
  }

  private @Nullable ResponseEntity<Object> problem(
      Exception e, HttpStatus status, String detail, HttpHeaders headers, WebRequest request) {
    return handleExceptionInternal(
        e, ProblemDetail.forStatusAndDetail(status, detail), headers, status, request);
  }
}
