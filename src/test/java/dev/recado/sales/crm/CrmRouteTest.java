package dev.recado.sales.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The connector {@code crm} and its Kamelets, with the beans of the CRMs replaced. */
class CrmRouteTest {

  private final List<String> told = new ArrayList<>();

  /** Takes the place of a {@link CrmConnector}. */
  public final class Probe {

    private final String name;

    Probe(String name) {
      this.name = name;
    }

    /** Records which CRM was asked. */
    public void send(Exchange exchange) {
      told.add(name + " " + exchange.getVariable("kind") + " " + exchange.getMessage().getBody());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', '', localCrm",
    "'', '', http://odoo.example, odooCrm",
    "https://lojacentro.kommo.com, '', '', kommoCrm",
    "'', 6e2f0d3a, '', kommoCrm",
    "https://lojacentro.kommo.com, '', http://odoo.example, kommoCrm"
  })
  void kommoIsPreferredToOdooAndOdooToTheTable(
      String kommo, String client, String odoo, String asked) throws Exception {
    try (CamelContext camel = new DefaultCamelContext()) {
      Properties settings = new Properties();
      settings.setProperty("recado.kommo.url", kommo);
      settings.setProperty("recado.kommo.client-id", client);
      settings.setProperty("recado.odoo.url", odoo);
      camel.getPropertiesComponent().setInitialProperties(settings);
      camel
          .getComponent("kamelet", KameletComponent.class)
          .setLocation(Path.of("routes/kamelets").toUri().toString());
      for (String bean : new String[] {"localCrm", "odooCrm", "kommoCrm"}) {
        camel.getRegistry().bind(bean, new Probe(bean));
      }
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(
              ResourceHelper.resolveResource(camel, "file:routes/connectors/crm.camel.yaml"));
      camel.start();
      camel
          .createProducerTemplate()
          .send(
              "direct:connector-crm",
              exchange -> {
                exchange.setVariable("kind", "crm-note");
                exchange.getMessage().setBody("a note");
              });
    }
    assertThat(told).containsExactly(asked + " crm-note a note");
  }
}
