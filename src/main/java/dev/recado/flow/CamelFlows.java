package dev.recado.flow;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/** Runs flows that are Camel routes on {@code direct:} endpoints. */
final class CamelFlows implements Flows {

  private static final Logger log = LoggerFactory.getLogger(CamelFlows.class);

  private final CamelContext context;
  private final ProducerTemplate producer;
  private final FlowFiles files;
  private final Clock clock;

  CamelFlows(CamelContext context, ProducerTemplate producer, FlowFiles files, Clock clock) {
    this.context = context;
    this.producer = producer;
    this.files = files;
    this.clock = clock;
  }

  @Override
  public FlowOutcome run(Event event, @Nullable String resumeAt, int waits) {
    String flow = resumeAt == null ? event.type() : resumeAt;
    // Asked first: direct: would hold the thread until somebody listens.
    if (!files.listensOn(flow)) {
      return new FlowOutcome.NoFlow("No flow listens on direct:" + flow);
    }
    Effects effects = new Effects(event, clock.instant());
    Exchange exchange = exchange(event, waits);
    effects.rideOn(exchange);
    producer.send("direct:" + flow, exchange);
    Exception failure = exchange.getException();
    if (failure != null) {
      return failed(flow, exchange, failure);
    }
    try {
      return effects.outcome();
    } catch (IllegalStateException e) {
      return failed(flow, exchange, e);
    }
  }

  @Override
  public boolean exists(String flow) {
    return files.listensOn(flow);
  }

  private Exchange exchange(Event event, int waits) {
    Exchange exchange = new DefaultExchange(context, ExchangePattern.InOnly);
    exchange.setVariable("eventId", event.id().toString());
    exchange.setVariable("eventType", event.type());
    exchange.setVariable("waits", waits);
    exchange.getMessage().setBody(new HashMap<>(event.body()));
    return exchange;
  }

  private static FlowOutcome failed(String flow, Exchange exchange, Exception failure) {
    FlowOutcome.Kind kind = kind(failure);
    if (kind == FlowOutcome.Kind.FAULT) {
      log.warn("Flow {} failed", flow, failure);
    }
    Object step = exchange.getProperty(ExchangePropertyKey.FAILURE_ENDPOINT);
    String where =
        step == null ? "" : " at " + org.apache.camel.util.URISupport.sanitizeUri(step.toString());
    return new FlowOutcome.Failed(flow + where + ": " + tell(failure), kind);
  }

  private static String tell(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }

  private static FlowOutcome.Kind kind(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnprocessableException) {
        return FlowOutcome.Kind.HOPELESS;
      }
      if (away(t)) {
        return FlowOutcome.Kind.AWAY;
      }
    }
    return FlowOutcome.Kind.FAULT;
  }

  private static boolean away(Throwable t) {
    return t instanceof TryLaterException
        || t instanceof IOException
        || t instanceof TransientDataAccessException
        || t instanceof DataAccessResourceFailureException
        || t instanceof HttpOperationFailedException http && http.getStatusCode() >= 500;
  }
}
