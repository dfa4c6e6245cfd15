package dev.recado.systems.waha;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.spine.http.ConnectorAnswer;
import dev.recado.spine.outbox.Outcome;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an answer that is no success means for the message (docs/contracts.md#waha-errors), and for
 * the messages behind it.
 */
final class WahaRefusal {

  private static final Logger log = LoggerFactory.getLogger(WahaRefusal.class);

  private WahaRefusal() {}

  /**
   * Reads the answer.
   *
   * @param link learns that its key or its session is refused
   * @param repeatable whether WAHA would recognise a repeated request
   */
  static Outcome of(WahaLink link, ConnectorAnswer answer, boolean repeatable) {
    int status = answer.status();
    JsonNode told = answer.tree();
    if (status < 500 && !answer.later() && (status < 400 || !told.isObject())) {
      // WAHA itself refuses in JSON. A system in front of it that refuses has not passed the
      // message on.
      return notWahas(status, repeatable || status / 100 == 4);
    }
    if (answer.later()) {
      return new Outcome.Retry("o WAHA respondeu " + status, answer.retryAfter());
    }
    return switch (status) {
      case 401, 403 -> keyRefused(link, status);
      case 404 -> sessionAway(link, told);
      case 422 -> unprocessable(link, told);
      default -> other(status, told, repeatable);
    };
  }

  /** An answer of another system in WAHA's place. */
  static Outcome notWahas(int status, boolean repeatable) {
    String reason =
        "WAHA_%d: a resposta não é do WAHA (uma página? um proxy?); confira o endereço do canal (WAHA_URL)"
            .formatted(status);
    return repeatable
        ? new Outcome.Retry(reason, null)
        : new Outcome.Unknown(reason + "; a mensagem pode ter saído");
  }

  /**
   * The key is refused. A missing right to send (403) may concern this message only, so its
   * attempts are limited.
   */
  private static Outcome keyRefused(WahaLink link, int status) {
    link.sends().refused(status);
    String reason = KeyWatch.told(status);
    return status == 401 ? new Outcome.Blocked(reason) : new Outcome.Retry(reason, null);
  }

  /** The messages behind this one wait for the session and do not fail one by one. */
  private static Outcome sessionAway(WahaLink link, JsonNode told) {
    String reason;
    String status = SessionRow.STARTING;
    try {
      link.calls().startSession();
      reason = "WAHA_404: a sessão não estava iniciada; o hub a está iniciando";
    } catch (IOException | WahaCalls.NotOffered e) {
      log.warn("The hub could not start WAHA's session: {}", e.getMessage());
      status = SessionRow.NOT_FOUND;
      reason = "WAHA_404: a sessão não está iniciada, e o hub não conseguiu iniciá-la";
    }
    if (!told.path("message").asText("").contains("session")) {
      // An older WAHA that lacks the call answers 404, too.
      return new Outcome.Retry(reason, null);
    }
    link.refused(status);
    return new Outcome.Blocked(reason);
  }

  /** With a list of expected states the session is down; without it, an argument is wrong. */
  private static Outcome unprocessable(WahaLink link, JsonNode told) {
    if (!told.has("expected")) {
      return new Outcome.Refused("WAHA_422: " + told.path("message").asText("argumento inválido"));
    }
    String status = told.path("status").asText("");
    String reason = "WAHA_422: a sessão está " + (status.isEmpty() ? "fora do ar" : status);
    if (!SessionRow.isStatus(status) || status.equals(SessionRow.WORKING)) {
      return new Outcome.Retry(reason, null);
    }
    link.refused(status);
    return new Outcome.Blocked(reason);
  }

  /** After a failure of the engine, the message may still have gone out. */
  private static Outcome other(int status, JsonNode told, boolean repeatable) {
    String reason =
        "WAHA_" + status + ": " + told.path("exception").path("name").asText("sem motivo");
    if (status < 500) {
      return new Outcome.Refused(reason);
    }
    return repeatable ? new Outcome.Retry(reason, null) : new Outcome.Unknown(reason);
  }
}
