package dev.recado.spine.camel;

import static org.apache.camel.component.micrometer.MicrometerConstants.CAMEL_CONTEXT_TAG;
import static org.apache.camel.component.micrometer.MicrometerConstants.DEFAULT_CAMEL_MESSAGE_HISTORY_METER_NAME;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.apache.camel.Exchange;
import org.apache.camel.MessageHistory;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.micrometer.messagehistory.MicrometerMessageHistoryFactory;
import org.apache.camel.component.micrometer.messagehistory.MicrometerMessageHistoryNamingStrategy;
import org.jspecify.annotations.Nullable;

/**
 * Camel's own timer for each step of a route, by route id and step id.
 *
 * <p>The inner steps of a Kamelet count as part of the step that calls it, because Camel numbers
 * them anew in each context.
 */
final class StepTimers extends MicrometerMessageHistoryFactory {

  StepTimers(MeterRegistry registry, String context) {
    setMeterRegistry(registry);
    setNamingStrategy(new Names(context));
  }

  @Override
  public @Nullable MessageHistory newMessageHistory(
      String routeId, NamedNode step, Exchange exchange) {
    Route route = getCamelContext().getRoute(routeId);
    return route == null || route.isCreatedByKamelet()
        ? null
        : super.newMessageHistory(routeId, step, exchange);
  }

  @Override
  protected void doStart() {
    // Camel would add a service for JMX, which is off, and a gauge with the context's name.
  }

  private record Names(String context) implements MicrometerMessageHistoryNamingStrategy {

    @Override
    public String getName(Route route, NamedNode step) {
      return DEFAULT_CAMEL_MESSAGE_HISTORY_METER_NAME;
    }

    @Override
    public Tags getTags(Route route, NamedNode step) {
      return MicrometerMessageHistoryNamingStrategy.super
          .getTags(route, step)
          .and(CAMEL_CONTEXT_TAG, context);
    }
  }
}
