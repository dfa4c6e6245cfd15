package dev.recado.sales.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.ground.phone.Phones;
import dev.recado.sales.client.Client.Details;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ClientsTest {

  private final TestDatabase database = TestDatabase.create();
  private final JdbcClient jdbc = database.jdbc();
  private final Clients clients =
      ClientsForTests.of(
          jdbc,
          database.transaction(),
          Clock.fixed(Instant.parse("2026-12-01T13:00:00Z"), ZoneOffset.UTC));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(11) 98765-4321",
        "5511987654321",
        "+55 11 98765-4321",
        "551187654321",
        "011 98765-4321",
        "11 8765-4321",
        "+351912345678",
        "+14155550123",
        "14155550123",
        "41791234567",
      })
  void theDatabaseAndTheHubMakeTheSameKeyOfAPhone(String written) {
    String key = jdbc.sql("select phone_match_key(?)").param(written).query(String.class).single();

    assertThat(key).isEqualTo(Phones.matchKey(Phones.address(written).digits().orElseThrow()));
  }

  @Test
  void whatOdooKnowsAndWhoWroteAreOneRow() {
    long written = clients.known("551187654321", "Maria").orElseThrow().id();
    clients.ofOdoo(7, "Maria Silva", "(11) 98765-4321", "maria@example.com");
    clients.ofOdoo(7, "Maria Silva Souza", null, null);

    Client client = clients.byAddress("5511987654321").orElseThrow();
    assertThat(client.id()).isEqualTo(written);
    assertThat(client.details().odooPartner()).isEqualTo(7);
    assertThat(client.details().name()).isEqualTo("Maria Silva Souza");
    assertThat(client.details().email()).isEqualTo("maria@example.com");
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void twoPartnersOfOnePhoneAreTwoCustomers() {
    clients.ofOdoo(7, "Empresa", "(11) 98765-4321", null);
    clients.ofOdoo(8, "Maria", "(11) 98765-4321", null);

    assertThat(count()).isEqualTo(2);
  }

  @Test
  void whoIsOnlyKnownByThePhoneGetsTheName() {
    clients.known("5511987654321", null);
    clients.known("551187654321", "Maria");
    clients.known("551187654321", "Outra");

    assertThat(clients.byAddress("5511987654321").orElseThrow().details().name())
        .isEqualTo("Maria");
  }

  @Test
  void aHiddenPhoneIsNoCustomer() {
    assertThat(clients.known("123456789012345@lid", "Maria")).isEmpty();
    assertThat(count()).isZero();
  }

  @Test
  void anImportCanBeTakenAgainAndLosesNothing() {
    Client first =
        clients
            .take(null, "django", "12", Details.of("Maria", "5511987654321", "maria@example.com"))
            .customer();
    Details second = Details.of("Maria Silva", "5511987654321", null);
    clients.take(first, "django", "12", second);
    assertThat(clients.take(clients.byId(first.id()).orElseThrow(), "django", "12", second))
        .matches(taken -> !taken.isNew() && !taken.changed());

    Client client = clients.byAddress("5511987654321").orElseThrow();
    assertThat(client.details().name()).isEqualTo("Maria Silva");
    assertThat(client.details().email()).isEqualTo("maria@example.com");
    assertThat(count()).isEqualTo(1);
  }

  private long count() {
    return jdbc.sql("select count(*) from client").query(Long.class).single();
  }

  @ParameterizedTest
  @ValueSource(strings = {"14155550123", "34912345678", "41791234567", "5511987654321"})
  void whoWritesTwiceIsOneCustomerOfAnyCountry(String number) {
    String address = Phones.unmistakable(number);
    long id = clients.known(address, "Ana").orElseThrow().id();

    assertThat(clients.known(address, "Ana").orElseThrow().id()).isEqualTo(id);
    assertThat(
            jdbc.sql("select match_key from client where id = ?")
                .param(id)
                .query(String.class)
                .single())
        .isEqualTo(Phones.matchKey(number));
  }
}
