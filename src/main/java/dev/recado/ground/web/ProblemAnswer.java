package dev.recado.ground.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** Writes a problem (RFC 9457) where no controller is there to return one. */
public final class ProblemAnswer {

  private final ObjectMapper json;

  /** Makes one. */
  public ProblemAnswer(ObjectMapper json) {
    this.json = json;
  }

  /**
   * Answers with a problem, as a filter does that no controller stands behind.
   *
   * @param response what is answered
   * @param status the status of the answer
   * @param detail a sentence for the caller
   * @throws IOException where the caller is gone
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
