package dev.recado.sales.agenda;

import dev.recado.sales.agenda.Agenda.Declined;
import dev.recado.sales.seller.Sellers;
import java.time.ZoneId;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** An impossible appointment, with a sentence for operators and the alternatives. */
final class Unbookable extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  private Unbookable(HttpStatus status, ProblemDetail problem) {
    super(status, problem, null);
  }

  static Unbookable of(Declined declined, Sellers sellers, ZoneId zone) {
    HttpStatus status =
        switch (declined.why()) {
          case TAKEN -> HttpStatus.CONFLICT;
          case CLOSED, NO_SELLER -> HttpStatus.UNPROCESSABLE_ENTITY;
          case GONE -> HttpStatus.NOT_FOUND;
        };
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, declined.reason());
    problem.setProperty(
        "alternativas",
        declined.alternatives().stream()
            .map(slot -> AppointmentView.Free.of(slot, sellers, zone))
            .toList());
    return new Unbookable(status, problem);
  }

  /** The request is readable, but cannot be carried out. */
  static Unbookable because(String reason) {
    HttpStatus status = HttpStatus.UNPROCESSABLE_ENTITY;
    return new Unbookable(status, ProblemDetail.forStatusAndDetail(status, reason));
  }
}
