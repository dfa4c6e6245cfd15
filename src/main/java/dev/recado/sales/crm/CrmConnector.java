package dev.recado.sales.crm;

import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.outbox.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * Hands messages of the outbox for the connector {@code crm} to a CRM. Each CRM's Kamelet has one.
 */
public final class CrmConnector {

  /** The gateway sends at a person's pace, so a message takes some seconds. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private final Crm crm;
  private final SentAnswers answers;

  /**
   * Makes a connector.
   *
   * @param crm the CRM
   * @param answers knows the result of each message
   */
  public CrmConnector(Crm crm, SentAnswers answers) {
    this.crm = crm;
    this.answers = answers;
  }

  /**
   * Carries out the payload and sets the variable {@code outcome} to the result.
   *
   * @param exchange its body is the payload, and its variable {@code kind} the kind
   */
  public void send(Exchange exchange) {
    String kind = exchange.getVariable("kind", String.class);
    Map<?, ?> payload = exchange.getMessage().getBody(Map.class);
    exchange.setVariable("outcome", outcome(() -> send(String.valueOf(kind), payload)));
  }

  private Outcome send(String kind, Map<?, ?> payload) {
    return switch (kind) {
      case "crm-lead" -> crm.lead(LeadFacts.of(payload));
      case "crm-note" -> note(CrmEntry.of(payload));
      case "crm-lead-update" -> crm.update(CrmEntry.of(payload));
      case "crm-task" -> crm.task(CrmEntry.of(payload));
      case "crm-talk-close" -> crm.closeTalk(CrmEntry.of(payload));
      default -> new Outcome.Refused("O CRM não sabe o que fazer com '" + kind + "'");
    };
  }

  private Outcome note(CrmEntry entry) {
    Optional<String> told = answers.told(entry);
    if (told.isEmpty()) {
      return new Outcome.NotYet("Espera o envio da mensagem que a nota conta", LOOK_AGAIN);
    }
    if (told.get().isBlank()) {
      throw new UnprocessableException("A nota está vazia: dê a ela um texto (text)");
    }
    return crm.note(entry, told.get());
  }

  /** Turns a CRM's exceptions into outcomes for the outbox. */
  public static Outcome outcome(Supplier<Outcome> call) {
    try {
      return call.get();
    } catch (TryLaterException e) {
      return new Outcome.Retry(String.valueOf(e.getMessage()), null);
    } catch (UnprocessableException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    }
  }
}
