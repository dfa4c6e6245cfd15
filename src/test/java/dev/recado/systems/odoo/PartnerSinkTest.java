package dev.recado.systems.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.sales.client.Client;
import dev.recado.sales.client.Clients;
import dev.recado.sales.client.ClientsForTests;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.StableId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartnerSinkTest {

  private static final Instant NOW = Instant.parse("2026-12-01T13:00:00Z");

  private final TestDatabase database = TestDatabase.create();
  private final Clients clients =
      ClientsForTests.of(database.jdbc(), database.transaction(), Clock.fixed(NOW, ZoneOffset.UTC));
  private final PartnerSink sink = new PartnerSink(clients);

  /** As Odoo writes it: keys sorted, empty fields false. */
  private void told(String fields) {
    String body =
        "{\"_action\": \"Send Webhook Notification(#712)\", \"_id\": 7, \"_model\": \"res.partner\","
            + fields
            + "}";
    InboundRecord record =
        new InboundRecord(
            StableId.of("test", body),
            OdooWebhooks.NAME,
            "res.partner:7",
            "odoo:res.partner:7",
            NOW,
            "application/json",
            Map.of(),
            body.getBytes(StandardCharsets.UTF_8));
    List<Event> events = new OdooEvents().read(record);
    assertThat(events).extracting(Event::type).containsOnly(PartnerSink.TYPE);
    database.transaction().executeWithoutResult(status -> sink.take(events));
  }

  private Client.Details details(String address) {
    return clients.byAddress(address).orElseThrow().details();
  }

  @Test
  void aContactIsACustomerAndAChangedOneChangesTheRow() {
    told("\"email\": false, \"id\": 7, \"name\": \"Maria Silva\", \"phone\": \"(11) 98765-4321\"");
    told(
        "\"email\": \"maria@example.com\", \"id\": 7, \"name\": \"Maria S.\", \"phone\": \"(21) 97654-0001\"");

    assertThat(details("5521976540001"))
        .extracting(
            Client.Details::name,
            Client.Details::phone,
            Client.Details::email,
            Client.Details::odooPartner)
        .containsExactly("Maria S.", "5521976540001", "maria@example.com", 7L);
    assertThat(clients.byAddress("5511987654321")).isEmpty();
  }

  @Test
  void theCustomerWhoWroteFirstGetsThePartner() {
    database.transaction().executeWithoutResult(status -> clients.known("5511987654321", "M"));

    told("\"id\": 7, \"mobile\": \"+55 11 8765-4321\", \"name\": \"Maria\", \"phone\": false");

    assertThat(details("5511987654321").odooPartner()).isEqualTo(7);
  }

  @Test
  void aMobileGoesBeforeALandline() {
    told("\"id\": 7, \"mobile\": \"11 98765-4321\", \"name\": \"M\", \"phone\": \"11 3333-4444\"");

    assertThat(clients.byAddress("5511987654321")).isPresent();
  }

  @Test
  void aContactWithoutANameIsNobody() {
    told("\"id\": 7, \"name\": false, \"phone\": \"(11) 98765-4321\"");

    assertThat(clients.byAddress("5511987654321")).isEmpty();
  }
}
