package dev.recado.systems.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A refusal in the form of Meta's API (docs/contracts.md#meta-errors). */
final class GraphError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int PARAMETER = 100;

  private final int status;
  private final int code;
  private final @Nullable String details;
  private final @Nullable Integer subcode;

  private GraphError(
      int status, int code, String message, @Nullable String details, @Nullable Integer subcode) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.subcode = subcode;
  }

  static GraphError parameter(String details) {
    return new GraphError(400, PARAMETER, "(#100) Invalid parameter", details, null);
  }

  static GraphError missing(String parameter) {
    return new GraphError(
        400, PARAMETER, "(#100) The parameter " + parameter + " is required.", null, null);
  }

  /** A value that has the right type and is too long, too many or malformed. */
  static GraphError value(String details) {
    return new GraphError(400, 131009, "(#131009) Parameter value is not valid", details, null);
  }

  static GraphError templateFormat(String details) {
    return new GraphError(
        400,
        132012,
        "(#132012) Parameter format does not match format in the created template",
        details,
        null);
  }

  static GraphError token() {
    return new GraphError(
        401, 190, "Invalid OAuth access token - Cannot parse access token", null, null);
  }

  static GraphError noField(String field) {
    return new GraphError(
        400, PARAMETER, "(#100) Tried accessing nonexisting field (" + field + ")", null, null);
  }

  static GraphError noObject(String id) {
    return new GraphError(
        400,
        PARAMETER,
        "Unsupported request. Object with ID '"
            + id
            + "' does not exist, cannot be loaded due to missing permissions, or does not support"
            + " this operation",
        null,
        33);
  }

  int status() {
    return status;
  }

  ObjectNode body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode error = body.putObject("error");
    error.put("message", getMessage());
    error.put("type", "OAuthException");
    error.put("code", code);
    if (details != null) {
      error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
    }
    if (subcode != null) {
      error.put("error_subcode", subcode);
    }
    error.put("fbtrace_id", "Simulator" + MessageIds.next());
    return body;
  }
}
