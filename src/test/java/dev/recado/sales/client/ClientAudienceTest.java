package dev.recado.sales.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.TestDatabase;
import dev.recado.spine.campaign.UnusableAudienceException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ClientAudienceTest {

  private final JdbcClient jdbc = TestDatabase.create().jdbc();
  private final ClientAudience audience =
      new ClientAudience(
          jdbc,
          Clock.fixed(Instant.parse("2026-12-01T13:00:00Z"), ZoneOffset.UTC),
          ZoneId.of("America/Sao_Paulo"));

  @BeforeEach
  void customers() {
    jdbc.sql(
            """
            insert into client (name, phone, city, state, active, blocked, last_order_at, created_at, odoo_partner_id)
            values ('Ana', '5511987650001', 'São Paulo', 'SP', true, false, '2026-08-01', '2026-01-01', 7),
                   ('Bia', '5511987650002', 'Campinas', 'SP', true, false, '2026-11-30', '2026-01-01', null),
                   ('Caio 100%', '5521987650003', 'Niterói', 'RJ', true, false, null, '2026-11-30', null),
                   ('Duda', '5521987650004', 'Niterói', 'RJ', false, false, null, '2026-01-01', null),
                   ('Eva', null, 'Niterói', 'RJ', true, false, null, '2026-01-01', null)
            """)
        .update();
  }

  private List<String> names(Map<String, Object> filter) {
    List<String> names = new ArrayList<>();
    audience.read(
        Map.of("clients", filter),
        row -> {
          names.add(String.valueOf(row.values().get("nome")));
          return true;
        });
    return names;
  }

  @Test
  void withoutAFilterAllActiveCustomersWithAPhoneAreMeant() {
    assertThat(names(Map.of())).containsExactly("Ana", "Bia", "Caio 100%");
  }

  @Test
  void eachFilterNarrows() {
    assertThat(names(Map.of("cidade", "são paulo"))).containsExactly("Ana");
    assertThat(names(Map.of("cidade", "SAO PAULO"))).containsExactly("Ana");
    assertThat(names(Map.of("busca", "cáio"))).containsExactly("Caio 100%");
    assertThat(names(Map.of("estado", "rj"))).containsExactly("Caio 100%");
    assertThat(names(Map.of("sem_pedido_ha_dias", 60))).containsExactly("Ana");
    assertThat(names(Map.of("com_pedido", false))).containsExactly("Caio 100%");
    assertThat(names(Map.of("criado_ha_dias", "30"))).containsExactly("Ana", "Bia");
    assertThat(names(Map.of("busca", "0%"))).containsExactly("Caio 100%");
  }

  @Test
  void aPhoneIsNoNameAndANameIsUnderBothOfItsUsualNames() {
    jdbc.sql("update client set name = '+55 11 98765-0002' where name = 'Bia'").update();
    List<Map<String, Object>> values = new ArrayList<>();
    audience.read(
        Map.of("clients", Map.of("estado", "SP")),
        row -> {
          values.add(row.values());
          return true;
        });

    assertThat(values.get(0)).containsEntry("nome", "Ana").containsEntry("cliente", "Ana");
    assertThat(values.get(1)).doesNotContainKeys("nome", "cliente").containsEntry("estado", "SP");
    assertThat(audience.check(Map.of("clients", Map.of()))).contains("nome", "cliente");
  }

  @ParameterizedTest
  @CsvSource({
    "cidadde, x, Não há o filtro 'cidadde'",
    "sem_pedido_ha_dias, muitos, é um número de dias",
    "com_pedido, talvez, é true ou false"
  })
  void aWrongFilterIsNamed(String filter, String value, String says) {
    assertThatThrownBy(() -> audience.check(Map.of("clients", Map.of(filter, value))))
        .isInstanceOf(UnusableAudienceException.class)
        .hasMessageContaining(says);
  }

  @Test
  void moreThanAPageIsReadOnce() {
    jdbc.sql(
            """
            insert into client (name, phone)
            select 'N' || n, '5531' || (980000000 + n) from generate_series(1, 2500) n
            """)
        .update();

    assertThat(names(Map.of())).hasSize(2503).doesNotHaveDuplicates();
  }

  @Test
  void theRowOfAPartnerIsAboutThePartner() {
    List<String> clients = new ArrayList<>();
    audience.read(
        Map.of("clients", Map.of("estado", "SP")),
        row -> {
          clients.add(row.client());
          return true;
        });

    assertThat(clients.get(0)).isEqualTo("odoo:7");
    assertThat(clients.get(1)).startsWith("client:");
  }

  @Test
  void blockedAndInactiveCustomersAreScreened() {
    jdbc.sql("update client set blocked = true where name = 'Ana'").update();

    assertThat(
            new ClientScreen(jdbc)
                .refused(
                    List.of(
                        "whatsapp:551187650001",
                        "whatsapp:551187650002",
                        "whatsapp:552187650004",
                        "crm:x")))
        .containsOnlyKeys("whatsapp:551187650001", "whatsapp:552187650004")
        .hasEntrySatisfying("whatsapp:551187650001", why -> assertThat(why).startsWith("BLOCKED: "))
        .hasEntrySatisfying(
            "whatsapp:552187650004", why -> assertThat(why).startsWith("INACTIVE: "));
  }
}
