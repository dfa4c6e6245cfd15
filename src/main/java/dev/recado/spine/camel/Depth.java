package dev.recado.spine.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Stops a message that goes from route to route without end. Routes that call each other in a
 * circle would fill the memory, because each call remembers its caller.
 */
final class Depth extends RoutePolicySupport implements RoutePolicyFactory {

  /** Counts levels, not calls: a route that has ended no longer counts. */
  private static final int MOST = 100;

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    return this;
  }

  @Override
  public void onExchangeBegin(Route route, Exchange exchange) {
    if (exchange.getUnitOfWork() != null && exchange.getUnitOfWork().routeStackLevel() > MOST) {
      exchange.setException(
          new IllegalStateException(
              "more than %d routes call each other, the last of them %s: is there a circle?"
                  .formatted(MOST, route.getRouteId())));
      exchange.setRouteStop(true);
    }
  }
}
