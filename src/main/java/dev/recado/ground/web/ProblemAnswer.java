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

  public ProblemAnswer(ObjectMapper json) {
    this.json = json;
  }

  public void write(HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    byte[] body = json.writeValueAsBytes(ProblemDetail.forStatusAndDetail(status, detail));
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
