package dev.recado.sales.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recado.TestDatabase;
import dev.recado.ground.embedded.TestServers;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

class DemoClientsTest {

  private final JdbcClient jdbc = TestDatabase.create().jdbc();

  @Test
  void aFirstTryAddsTheDemoCustomersOnce() {
    start(true);
    start(true);
    assertThat(names()).containsExactly("João Silva", "Maria Souza", "Ana Ferreira");
  }

  @Test
  void noDemoCustomerIsAddedBesideRealCustomers() {
    jdbc.sql("insert into client (name, phone) values ('Cliente', '5511900000001')").update();
    start(true);
    assertThat(names()).containsExactly("Cliente");
  }

  @Test
  void aRealSystemRemovesUnchangedDemoClients() {
    start(true);
    jdbc.sql("update client set phone = '5511900000001' where odoo_partner_id = 8").update();
    start(false);
    assertThat(names()).containsExactly("Maria Souza");
  }

  @Test
  void aRealSystemGetsNoDemoClients() {
    start(false);
    assertThat(names()).isEmpty();
  }

  @Test
  void aDatabaseWithDemoCustomersOfAnEarlierVersionStillWorks() throws IOException {
    String url = TestServers.jdbcUrl();
    flyway(url).locations("classpath:db/migration", "classpath:db/earlier").load().migrate();
    String patterns =
        String.valueOf(
            new YamlPropertySourceLoader()
                .load("hub", new ClassPathResource("application.yaml"))
                .get(0)
                .getProperty("spring.flyway.ignore-migration-patterns"));

    flyway(url)
        .ignoreMigrationPatterns(Objects.requireNonNull(patterns).split(", "))
        .load()
        .validate();
    assertThatThrownBy(() -> flyway(url).load().validate())
        .isInstanceOf(FlywayValidateException.class);
  }

  private static FluentConfiguration flyway(String url) {
    return Flyway.configure().dataSource(url, null, null).locations("classpath:db/migration");
  }

  private void start(boolean wanted) {
    new DemoClients(jdbc, wanted).afterPropertiesSet();
  }

  private List<String> names() {
    return jdbc.sql("select name from client order by id").query(String.class).list();
  }
}
