package dev.recado.spine.camel;

import static org.apache.camel.model.ProcessorDefinitionHelper.filterTypeInOutputs;

import dev.recado.spine.camel.ConsumerRights.Part;
import java.util.List;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.ModelLifecycleStrategy;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.PollEnrichDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

/** Enforces {@link ConsumerRights} before any endpoint of a route is created. */
final class Beginnings implements ModelLifecycleStrategy {

  @Override
  public void onAddRouteDefinition(RouteDefinition route) {
    look(route.getInput().getEndpointUri(), part(route), route.getOutputs());
  }

  /** Checks the template as it is written: its parameters do not change what it begins with. */
  @Override
  public void onAddRouteTemplateDefinition(RouteTemplateDefinition template) {
    RouteDefinition route = template.getRoute();
    look(route.getInput().getEndpointUri(), Part.KAMELET, route.getOutputs());
  }

  private static Part part(RouteDefinition route) {
    if (route.isCreatedFromTemplate()) {
      return Part.KAMELET;
    }
    Resource file = route.getResource();
    return file != null && file.getLocation().startsWith("file:flows/")
        ? Part.FLOW
        : Part.CONNECTOR;
  }

  private static void look(@Nullable String uri, Part part, List<ProcessorDefinition<?>> steps) {
    ConsumerRights.refusal(String.valueOf(uri), part).ifPresent(Beginnings::refuse);
    if (polls(steps)) {
      refuse(ConsumerRights.POLL);
    }
  }

  /** Camel's own search skips the fallback steps of a circuit breaker. */
  private static boolean polls(List<ProcessorDefinition<?>> steps) {
    return !filterTypeInOutputs(steps, PollEnrichDefinition.class).isEmpty()
        || !filterTypeInOutputs(steps, PollDefinition.class).isEmpty()
        || filterTypeInOutputs(steps, CircuitBreakerDefinition.class).stream()
            .map(CircuitBreakerDefinition::getOnFallback)
            .anyMatch(fallback -> fallback != null && polls(fallback.getOutputs()));
  }

  private static void refuse(String why) {
    throw new IllegalArgumentException(why);
  }

  @Override
  public void onRemoveRouteDefinition(RouteDefinition route) {
    // This class keeps no state.
  }

  @Override
  public void onRemoveRouteTemplateDefinition(RouteTemplateDefinition template) {
    // This class keeps no state.
  }
}
