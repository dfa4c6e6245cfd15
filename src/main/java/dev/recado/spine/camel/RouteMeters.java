package dev.recado.spine.camel;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.camel.CamelContext;

/**
 * Shows in the hub's metrics how long routes take and how often they fail.
 *
 * @param registry holds the meters
 * @param settings what is measured
 */
record RouteMeters(MeterRegistry registry, MeterSettings settings) implements RoutePart {

  /** The value of the tag {@code camelContext} for all generations. */
  static final String GENERATIONS = "routes";

  @Override
  public Map<String, String> prepare(CamelContext context, RouteFiles files) {
    measure(context, GENERATIONS);
    return Map.of();
  }

  /**
   * Measures the routes that a context will get.
   *
   * @param context a context without routes yet
   * @param name the value of the tag {@code camelContext}
   */
  void measure(CamelContext context, String name) {
    context.addRoutePolicyFactory(new RouteTimers(registry, name));
    if (settings.steps()) {
      context.setMessageHistoryFactory(new StepTimers(registry, name));
    }
  }
}
