package dev.recado.sales.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.recado.Shapes;
import dev.recado.sales.crm.CrmLookup.Found;
import dev.recado.sales.crm.CrmPeople;
import dev.recado.spine.camel.Shape;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class LeadOwnerTest {

  private final CrmPeople people = mock(CrmPeople.class);
  private final LeadOwner owner = new LeadOwner(people, mock(Sellers.class));

  private Map<?, ?> find(String lead) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setVariable("ownerLead", lead);
    owner.find(exchange);
    return exchange.getVariable("owner", Map.class);
  }

  @Test
  void theMapHasTheFieldsOfTheKamelet() {
    Shape shape = Shapes.of("lead-owner-action", Map.of());
    when(people.lead("28"))
        .thenReturn(
            Optional.of(new Found("kommo", "28", true, "93", "5511987654321", "Maria", "502")));
    Map<?, ?> map = find("28");
    assertThat(map.keySet()).isEqualTo(shape.fields().orElseThrow());
    assertThat(map.get("chosen")).isEqualTo("502");
    assertThat(shape.misfit(map)).isEmpty();
  }

  @Test
  void theMapIsEmptyWithoutSuchALead() {
    when(people.lead("29")).thenReturn(Optional.empty());
    assertThat(find("29")).isEmpty();
  }
}
