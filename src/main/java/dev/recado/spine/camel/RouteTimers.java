package dev.recado.spine.camel;

import static org.apache.camel.component.micrometer.MicrometerConstants.CAMEL_CONTEXT_TAG;
import static org.apache.camel.component.micrometer.MicrometerConstants.DEFAULT_CAMEL_ROUTE_POLICY_METER_NAME;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicy;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyConfiguration;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyNamingStrategy;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.jspecify.annotations.Nullable;

/**
 * Camel's own timer and counter of failures for each route, by the route's id.
 *
 * <p>Kamelets have no timers, because Camel numbers their routes anew in each context.
 */
final class RouteTimers extends MicrometerRoutePolicyFactory {

  RouteTimers(MeterRegistry registry, String context) {
    setMeterRegistry(registry);
    setNamingStrategy(new Names(context));
    setPolicyConfiguration(timerAndFailures());
  }

  /** The other meters follow from these two. */
  private static MicrometerRoutePolicyConfiguration timerAndFailures() {
    MicrometerRoutePolicyConfiguration configuration = new MicrometerRoutePolicyConfiguration();
    configuration.setContextEnabled(false);
    configuration.setExchangesSucceeded(false);
    configuration.setExchangesTotal(false);
    configuration.setExternalRedeliveries(false);
    configuration.setFailuresHandled(false);
    return configuration;
  }

  @Override
  public @Nullable RoutePolicy createRoutePolicy(
      CamelContext context, String routeId, NamedNode route) {
    if (route instanceof RouteDefinition definition
        && Boolean.TRUE.equals(definition.isKamelet())) {
      return null;
    }
    MicrometerRoutePolicy policy = new LastingMeters();
    policy.setMeterRegistry(getMeterRegistry());
    policy.setNamingStrategy(getNamingStrategy());
    policy.setConfiguration(getPolicyConfiguration());
    return policy;
  }

  /** All generations have one name. With their numbers each save would create new meters. */
  private record Names(String context) implements MicrometerRoutePolicyNamingStrategy {

    @Override
    public String getName(Route route) {
      return DEFAULT_CAMEL_ROUTE_POLICY_METER_NAME;
    }

    @Override
    public Tags getTags(Route route) {
      return MicrometerRoutePolicyNamingStrategy.super
          .getTags(route)
          .and(CAMEL_CONTEXT_TAG, context);
    }

    @Override
    public Tags getExchangeStatusTags(Route route) {
      return getTags(route);
    }
  }

  /** The meters of one route. */
  private static final class LastingMeters extends MicrometerRoutePolicy {

    private volatile boolean counting;

    @Override
    public void onInit(Route route) {
      // Camel would add a service for JMX, which is off.
    }

    @Override
    public void onStart(Route route) {
      // The first message creates the meters, so a trial build leaves none.
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
      if (!counting) {
        count(route);
      }
      super.onExchangeBegin(route, exchange);
    }

    private synchronized void count(Route route) {
      super.onStart(route);
      counting = true;
    }

    @Override
    public void onRemove(Route route) {
      // The next generation continues with the same meters. They refer to no route and no context.
    }
  }
}
