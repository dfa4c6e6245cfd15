package dev.recado.ground.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** Writes a problem (RFC 9457) where there is no controller that could return it. */
public final class ProblemAnswer {

  private final ObjectMapper json;

  /** Creates a writer of problems. */
  public ProblemAnswer(ObjectMapper json) {
    this.json = json;
  }

  /**
   * Answers with a problem; for filters, which run before any controller.
   *
   * @param response the response to write to
   * @param status the status of the answer
   * @param detail a sentence for the caller
   * @throws IOException if the caller is gone
   */
  public void write(HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    byte[] body = json.writeValueAsBytes(ProblemDetail.forStatusAndDetail(status, detail));
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
