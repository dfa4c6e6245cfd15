package dev.recado.ground.rest;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A request whose fields are wrong: a problem (RFC 9457) that has a list of sentences for each
 * field, by its name, as Django REST Framework answers.
 */
public final class InvalidFields extends ErrorResponseException {

  private static final long serialVersionUID = 1L;

  /** The name under which errors stand that concern several fields. */
  public static final String ALL = "non_field_errors";

  private InvalidFields(ProblemDetail problem) {
    super(HttpStatus.BAD_REQUEST, problem, null);
  }

  /**
   * Makes the refusal.
   *
   * @param errors sentences in Portuguese, by field
   */
  public static InvalidFields of(Map<String, ? extends Object> errors) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.BAD_REQUEST, "Campos com erro: " + String.join(", ", errors.keySet()) + ".");
    errors.forEach(problem::setProperty);
    return new InvalidFields(problem);
  }

  /**
   * Makes the refusal of one field.
   *
   * @param field its name in the request
   * @param sentence what is wrong, in Portuguese
   */
  public static InvalidFields of(String field, String sentence) {
    return of(Map.of(field, List.of(sentence)));
  }
}
