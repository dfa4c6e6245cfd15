package dev.recado.spine.flow;

import dev.recado.ground.database.DatabaseAway;
import dev.recado.spine.foreign.ForeignAwayException;
import dev.recado.spine.foreign.ForeignRefusedException;
import dev.recado.spine.outbox.Failures;
import dev.recado.spine.simple.UnusableValueException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.HasExpressionType;
import org.jspecify.annotations.Nullable;

/**
 * Tells why a run failed, in words that an operator may read.
 *
 * <p>An address may hold data of a customer, and so may the message of any exception. The reason
 * names the step and its expression instead.
 */
final class Failure {

  private static final Pattern ADDRESS =
      Pattern.compile(
          "\\b([a-z][a-z0-9+.-]*://)(?:[^\\s/?#@]*@)?([^\\s/?#,;\"')\\]]*)[^\\s,\"')\\]]*");

  private final Exchange exchange;
  private final Throwable failure;
  private final @Nullable NamedNode step;

  Failure(Exchange exchange, Throwable failure, @Nullable NamedNode step) {
    this.exchange = exchange;
    this.failure = failure;
    this.step = step;
  }

  /** Puts the sentence that an operator needs first, as a sentence of its own. */
  String told(FlowOutcome.Kind kind) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnprocessableException
          || t instanceof UnusableValueException
          || t instanceof ForeignAwayException
          || t instanceof ForeignRefusedException
          || t instanceof NoTokenException
          || t instanceof TryLaterException) {
        return String.valueOf(t.getMessage());
      }
      if (t instanceof CallNotPermittedException open) {
        return "O disjuntor '%s' está aberto: o sistema de fora falhou várias vezes seguidas e é poupado por alguns segundos"
            .formatted(open.getCausingCircuitBreakerName());
      }
    }
    if (DatabaseAway.explains(failure)) {
      return "O PostgreSQL não responde: " + words(kind);
    }
    return (kind == FlowOutcome.Kind.AWAY
            ? "Um sistema de fora não responde: "
            : "O fluxo tem um erro: ")
        + words(kind);
  }

  private String words(FlowOutcome.Kind kind) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof HttpOperationFailedException http) {
        Matcher address = ADDRESS.matcher(String.valueOf(http.getUri()));
        return "HTTP " + http.getStatusCode() + (address.find() ? " de " + address.group(2) : "");
      }
    }
    String expression = kind == FlowOutcome.Kind.FAULT ? expression() : null;
    return expression == null
        ? host(Texts.of(exchange).without(Failures.reason(failure)))
        : "%s na expressão %s".formatted(failure.getClass().getSimpleName(), expression);
  }

  /** Leaves of each address only the system that it names. */
  private static String host(String text) {
    return ADDRESS.matcher(text).replaceAll("$1$2");
  }

  /** The expression of a step that does nothing but evaluate it; null for any other step. */
  private @Nullable String expression() {
    if (step instanceof ChoiceDefinition choice) {
      return String.join(" ou ", choice.getWhenClauses().stream().map(Trail::expression).toList());
    }
    return step instanceof HasExpressionType one ? Trail.expression(one) : null;
  }
}
