package dev.recado.api.web;

import dev.recado.ground.web.SecretPaths;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers errors before or outside any controller with a problem like all others. */
@RestController
@io.swagger.v3.oas.annotations.Hidden
class ProblemErrors implements ErrorController {

  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
    HttpStatus status = status(request);
    // The container's own message may quote the request; the status says enough.
    ProblemDetail problem = ProblemDetail.forStatus(status);
    problem.setInstance(instance(request));
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  /**
   * The path where the error arose. A path that is the error itself may be no URI, or hold a
   * secret.
   */
  private static @Nullable URI instance(HttpServletRequest request) {
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    try {
      return path == null || SecretPaths.secret(path.toString()) ? null : new URI(path.toString());
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static HttpStatus status(HttpServletRequest request) {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    // The caller asked for this path directly: there is no error to show.
    HttpStatus status = code instanceof Integer known ? HttpStatus.resolve(known) : null;
    if (status == null) {
      return code == null ? HttpStatus.NOT_FOUND : HttpStatus.INTERNAL_SERVER_ERROR;
    }
    return status;
  }
}
