package dev.recado.systems.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The connector {@code orders} and its Kamelet, with the bean replaced. */
class OrdersRouteTest {

  private final List<Object> told = new ArrayList<>();

  /** Takes the place of {@link OdooOrders}. */
  public final class Probe {

    /** Records what was sent. */
    public void send(Exchange exchange) {
      told.add(exchange.getMessage().getBody());
    }
  }

  @Test
  void anOrderGoesToOdoo() throws Exception {
    try (CamelContext camel = new DefaultCamelContext()) {
      camel
          .getComponent("kamelet", KameletComponent.class)
          .setLocation(Path.of("routes/kamelets").toUri().toString());
      camel.getRegistry().bind("odooOrders", new Probe());
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              ResourceHelper.resolveResource(camel, "file:routes/connectors/orders.camel.yaml"));
      camel.start();
      camel
          .createProducerTemplate()
          .sendBody("direct:connector-orders", Map.of("order", 12, "repeatable", true));
    }
    assertThat(told).containsExactly(Map.of("order", 12, "repeatable", true));
  }
}
