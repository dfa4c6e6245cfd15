package dev.recado.api.security;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Counts every problem answered to a caller without a token, and answers 429 instead once there are
 * too many.
 */
@RestControllerAdvice
final class StrangersProblems implements ResponseBodyAdvice<Object> {

  private final Strangers strangers;

  StrangersProblems(Strangers strangers) {
    this.strangers = strangers;
  }

  @Override
  public boolean supports(
      MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter returned,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    if (!(body instanceof ProblemDetail problem)
        || !(request instanceof ServletServerHttpRequest servlet)
        || !mistake(problem.getStatus())) {
      return body;
    }
    OptionalLong wait = strangers.tooMany(servlet.getServletRequest());
    if (wait.isEmpty()) {
      return body;
    }
    response.setStatusCode(HttpStatus.TOO_MANY_REQUESTS);
    response.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(wait.getAsLong()));
    return ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS, Strangers.TOO_MANY);
  }

  /** Whether the caller made a mistake. A 429 itself does not count. */
  private static boolean mistake(int status) {
    return status >= 400 && status < 500 && status != HttpStatus.TOO_MANY_REQUESTS.value();
  }
}
