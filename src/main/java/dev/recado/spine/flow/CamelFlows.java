package dev.recado.spine.flow;

import dev.recado.ground.database.DatabaseAway;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.foreign.ForeignBusyException;
import dev.recado.spine.simple.UnusableValueException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs flows that are Camel routes on {@code direct:} endpoints, or on schedules. */
final class CamelFlows implements Flows {

  /** Only the outbox calls connectors, even if a wait names one as the flow to go on with. */
  private static final String CONNECTOR = "connector-";

  private static final String CLOCK = "quartz:";

  private static final Logger log = LoggerFactory.getLogger(CamelFlows.class);

  private final Routes routes;
  private final @Nullable Generation generation;
  private final Clock clock;

  CamelFlows(Routes routes, @Nullable Generation generation, Clock clock) {
    this.routes = routes;
    this.generation = generation;
    this.clock = clock;
  }

  @Override
  public FlowOutcome run(Event event, @Nullable String resumeAt, int waits) {
    String flow = resumeAt == null ? taker(event) : resumeAt;
    return generation == null
        ? routes.with(current -> run(current, flow, event, waits))
        : routes.in(generation, chosen -> run(chosen, flow, event, waits));
  }

  /** Scheduled flows share one event type, so the schedule names the flow. */
  private static String taker(Event event) {
    return event.type().equals(EventTypes.SCHEDULE_FIRED)
        ? CLOCK + event.body().get("schedule")
        : event.type();
  }

  private static String uri(String flow) {
    return flow.startsWith(CLOCK) ? flow : "direct:" + flow;
  }

  private FlowOutcome run(Generation generation, String flow, Event event, int waits) {
    // Checked first: without a consumer, direct: would block the thread until there is one.
    if (flow.startsWith(CONNECTOR) || !generation.listensOn(flow)) {
      return new FlowOutcome.NoFlow("No flow listens on " + uri(flow));
    }
    // What a run decides is written later, and by the files with which it was decided.
    Effects effects =
        new Effects(event, clock.instant(), waits, writing -> within(generation, writing));
    Exchange exchange =
        routes.send(
            uri(flow),
            ExchangePattern.InOnly,
            sent -> {
              fill(sent, event, waits);
              effects.rideOn(sent);
            });
    Exception failure = exchange.getException();
    if (failure != null) {
      return failed(flow, generation, exchange, failure);
    }
    try {
      return told(flow, effects.outcome());
    } catch (IllegalStateException e) {
      return failed(flow, generation, exchange, e);
    }
  }

  private Consumer<Instant> within(Generation generation, Consumer<Instant> writing) {
    return now ->
        routes.in(
            generation,
            same -> {
              writing.accept(now);
              return now;
            });
  }

  @Override
  public boolean exists(String flow) {
    return generation == null ? routes.listensOn(flow) : generation.listensOn(flow);
  }

  private static void fill(Exchange exchange, Event event, int waits) {
    exchange.setVariable("eventId", event.id().toString());
    exchange.setVariable("eventType", event.type());
    exchange.setVariable("waits", waits);
    // Keeps their order: if two fields could be the name, the first one is.
    exchange.getMessage().setBody(MediaReference.body(event));
  }

  /**
   * A refusal by the flow itself is in its author's words; the place in the flow would add nothing.
   */
  private static FlowOutcome told(String flow, FlowOutcome outcome) {
    return outcome instanceof FlowOutcome.Failed rejected
        ? new FlowOutcome.Failed(rejected.reason() + in(flow, ")"), rejected.kind())
        : outcome;
  }

  private FlowOutcome failed(String flow, Generation routes, Exchange exchange, Exception failure) {
    FlowOutcome.Kind kind = kind(failure);
    NamedNode step = Effects.of(exchange).trail().failedStep().orElse(null);
    String reason =
        new Failure(exchange, failure, step).told(kind) + where(flow, routes, exchange, step);
    boolean ownFault = kind == FlowOutcome.Kind.FAULT || kind == FlowOutcome.Kind.HOPELESS;
    if (ownFault && generation == null) {
      Effects.of(exchange).failed();
    }
    // A caller that chose the generation is trying something out and reads the outcome itself.
    if (kind == FlowOutcome.Kind.FAULT && generation == null) {
      log.warn("Flow {} failed", flow, new Redacted(reason, failure));
    }
    return new FlowOutcome.Failed(reason, kind);
  }

  /** Names the flow, and the author's step that failed with its file. */
  private static String where(
      String flow, Generation routes, Exchange exchange, @Nullable NamedNode step) {
    if (step != null) {
      String route = ProcessorDefinitionHelper.getRouteId(step);
      String file =
          routes.routes().entrySet().stream()
              .filter(one -> one.getValue().contains(route))
              .map(one -> " em " + one.getKey())
              .findFirst()
              .orElse("");
      return in(flow, ", passo " + Trail.id(step) + file + ")");
    }
    String id = exchange.getProperty(ExchangePropertyKey.FAILURE_ROUTE_ID, String.class);
    Route route = id == null ? null : exchange.getContext().getRoute(id);
    boolean another = route != null && !route.isCreatedByKamelet() && !flow.equals(id);
    return in(flow, another ? ", rota " + id + ")" : ")");
  }

  private static String in(String flow, String more) {
    return " (fluxo " + flow + more;
  }

  private static FlowOutcome.Kind kind(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UnprocessableException || t instanceof UnusableValueException) {
        return FlowOutcome.Kind.HOPELESS;
      }
      if (t instanceof ForeignBusyException) {
        return FlowOutcome.Kind.BUSY;
      }
      if (Away.itself(t)) {
        return FlowOutcome.Kind.AWAY;
      }
    }
    return DatabaseAway.explains(failure) ? FlowOutcome.Kind.AWAY : FlowOutcome.Kind.FAULT;
  }
}
