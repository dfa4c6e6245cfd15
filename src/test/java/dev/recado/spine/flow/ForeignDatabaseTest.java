package dev.recado.spine.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.TcpProxy;
import dev.recado.ground.breaker.SharedBreakers;
import dev.recado.ground.embedded.TestServers;
import dev.recado.spine.camel.Assembly;
import dev.recado.spine.camel.Generation;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.Routes;
import dev.recado.spine.flow.FlowOutcome.Failed;
import dev.recado.spine.flow.FlowOutcome.Kind;
import dev.recado.spine.foreign.ForeignDatabase;
import dev.recado.spine.foreign.ForeignDatabases;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Flows that read a second PostgreSQL, in generations as the hub builds them. */
class ForeignDatabaseTest {

  private static final int CALLS_TO_OPEN = 6;
  private static final String ORDERS =
      """
      - to:
          id: orders
          uri: sql:classpath:sql/orders.sql
          parameters:
            dataSource: "#erp"
      """;

  private final String url = TestServers.jdbcUrl();
  private final TcpProxy erp = TcpProxy.before(url);
  private final JdbcClient there = JdbcClient.create(new DriverManagerDataSource(url));
  private final AnnotationConfigApplicationContext spring =
      new AnnotationConfigApplicationContext();
  private final Routes routes = new Routes();
  private final Flows flows = new CamelFlows(routes, null, Clock.systemUTC());
  private Assembly assembly = new Assembly(spring, List.of());

  @Configuration(proxyBeanMethods = false)
  @ComponentScan("dev.recado.spine.foreign")
  @ConfigurationPropertiesScan("dev.recado.spine.foreign")
  static class Foreign {}

  @BeforeEach
  void begin() {
    there.sql("create table orders (number text, phone text, total numeric(10, 2))").update();
    there
        .sql("insert into orders values ('4711', '5511987654321', 789.90), ('4712', 'x', 10)")
        .update();
    erp.start();
    Map<String, Object> settings = new HashMap<>();
    settings.put("recado.databases.erp.url", erp.through(url).replaceFirst("\\?.*", ""));
    settings.put("recado.databases.erp.user", TestServers.USER);
    settings.put("recado.databases.erp.password", TestServers.password());
    settings.put("recado.databases.erp.timeout", "1s");
    settings.put("recado.databases.erp.pool-size", "1");
    spring.getEnvironment().getPropertySources().addFirst(new MapPropertySource("hub", settings));
    spring.register(Foreign.class);
    spring.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
    spring.registerBean(
        SharedBreakers.class,
        () -> SharedBreakers.counting(Away::caused, Away::beside, Duration.ofMillis(300)));
  }

  private void open() {
    spring.refresh();
    assembly = new Assembly(spring, List.of());
  }

  @AfterEach
  void close() {
    routes.close();
    spring.close();
    erp.close();
  }

  @Test
  void aFlowReadsTheOtherDatabase() {
    open();
    save(ORDERS, "select number, total from orders where phone = :#${body[phone]}");
    assertThat(ask(Map.of("phone", "5511987654321")))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .singleElement()
        .hasToString("{number=4711, total=789.90}");
    assertThat(status().breaker()).isEqualTo("CLOSED");
    assertThat(status().connections()).isEqualTo(1);
    assertThat(
            spring
                .getBean(MeterRegistry.class)
                .find("hikaricp.connections")
                .tag("pool", "erp")
                .gauge())
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"${body[list]}", "list"})
  void aListFillsAnInWhateverItsLength(String list) {
    open();
    save(
        ORDERS,
        "select number from orders where number in (:#in:%s) and total < :#${body[most]} and phone <> :#phone"
            .formatted(list));
    Map<String, Object> body = new HashMap<>(Map.of("most", 1000, "phone", "none"));
    body.put("list", List.of("4711", "4712", "4713"));
    assertThat(ask(body)).hasToString("[{number=4711}, {number=4712}]");
    body.put("list", "4712");
    assertThat(ask(body)).hasToString("[{number=4712}]");
    body.put("list", List.of());
    assertThat(ask(body)).hasToString("[]");
    body.put("list", null);
    assertThat(ask(body)).hasToString("[]");
  }

  @Test
  void aDatabaseThatIsAwayStopsNeitherTheStartNorTheBuildAndTheEventWaits() {
    erp.stop();
    open();
    save(ORDERS, "select number from orders");
    Failed failed = fails();
    assertThat(failed.kind()).isEqualTo(Kind.AWAY);
    assertThat(failed.reason())
        .startsWith("O banco de dados 'erp' não responde")
        .doesNotContain("O PostgreSQL")
        .doesNotContain(TestServers.password());
    erp.start();
    await().atMost(Duration.ofSeconds(20)).until(() -> status().breaker().equals("CLOSED"));
    assertThat(ask(Map.of()))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(2);
  }

  @Test
  void itsBreakerOpensWhileItIsAwayAndOneTryFindsThatItIsBack() {
    open();
    save(ORDERS, "select number from orders");
    assertThat(ask(Map.of())).isNotNull();
    erp.stop();
    for (int i = 0; i < CALLS_TO_OPEN - 1; i++) {
      assertThat(fails().kind()).isEqualTo(Kind.AWAY);
    }
    assertThat(status().trouble()).contains("'erp' não responde");
    String state = status().breaker();
    assertThat(state).isIn("OPEN", "HALF_OPEN");
    erp.start();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(run()).isNotInstanceOf(Failed.class));
    assertThat(status().trouble()).isNull();
    assertThat(status().breaker()).isEqualTo("CLOSED");
  }

  @Test
  void aQueryThatIsTooSlowMakesTheEventWait() {
    open();
    there
        .sql(
            """
            create function slow() returns int language plpgsql as
            'begin perform pg_sleep(30); return 1; end'
            """)
        .update();
    save(ORDERS, "select slow()");
    Failed failed = fails();
    assertThat(failed.kind()).isEqualTo(Kind.AWAY);
    assertThat(failed.reason()).contains("'erp' não responde", "57014");
  }

  @Test
  void aWriteIsRefusedByTheServerTooAndIsNoOutage() {
    open();
    there
        .sql(
            """
            create function quiet() returns int language plpgsql as
            'begin delete from orders; return 1; end'
            """)
        .update();
    save(ORDERS, "select quiet()");
    Failed failed = fails();
    assertThat(failed.kind()).isEqualTo(Kind.FAULT);
    assertThat(failed.reason())
        .startsWith("O banco de dados 'erp' recusou a consulta")
        .contains("25006");
    assertThat(there.sql("select count(*) from orders").query(Integer.class).single()).isEqualTo(2);
    assertThat(status().breaker()).isEqualTo("CLOSED");
  }

  @Test
  void aFunctionThatMakesItsSessionWritableLetsNoLaterStatementWrite() {
    open();
    there
        .sql(
            """
            create function open_up() returns text language sql as
            'select set_config(''default_transaction_read_only'', ''off'', false)'
            """)
        .update();
    there
        .sql(
            """
            create function gone() returns int language plpgsql as
            'begin delete from orders; return 1; end'
            """)
        .update();
    save(ORDERS, "select open_up()");
    assertThat(ask(Map.of())).isNotNull();
    save(ORDERS, "select gone()");
    assertThat(fails().reason()).contains("25006");
    assertThat(status().connections()).isEqualTo(1);
    assertThat(there.sql("select count(*) from orders").query(Integer.class).single()).isEqualTo(2);
  }

  @Test
  void aFullPoolIsNoOutageOfTheDatabaseAndTheEventTriesAgainSoon() throws Exception {
    open();
    save(ORDERS, "select number from orders");
    DataSource pool = Objects.requireNonNull(spring.getBean(ForeignDatabases.class).named("erp"));
    try (Connection only = pool.getConnection()) {
      assertThat(only.isValid(1)).isTrue();
      Failed failed = fails();
      assertThat(failed.kind()).isEqualTo(Kind.BUSY);
      assertThat(failed.reason()).startsWith("Todas as conexões com o banco de dados 'erp' (1)");
    }
    assertThat(status().trouble()).isNull();
    assertThat(run()).isNotInstanceOf(Failed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from orders",
        "select pg_sleep(1)",
        "select number from no_such_table",
        "select 1; select 2"
      })
  void whatIsRefusedIsAFaultOfTheFlow(String sql) {
    open();
    save(ORDERS, sql);
    assertThat(fails().kind()).isEqualTo(Kind.FAULT);
    assertThat(status().breaker()).isEqualTo("CLOSED");
    assertThat(status().trouble()).isNull();
  }

  @Test
  void aResultThatIsTooLargeIsNotCutButRefused() {
    open();
    save(ORDERS, "select n from generate_series(1, :#${body[n]}) n");
    assertThat(ask(Map.of("n", 10_000)))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(10_000);
    Failed failed = (Failed) flows.run(event(Map.of("n", 10_001)), null, 0);
    assertThat(failed.kind()).isEqualTo(Kind.FAULT);
    assertThat(failed.reason()).contains("mais de 10000 linhas");
  }

  @Test
  void aTimeWithoutAZoneStaysOneAndAMomentStaysAMoment() {
    open();
    save(
        ORDERS,
        "select timestamp '2026-12-01 14:30:00' as clock, timestamptz '2026-12-01T14:30:00Z' as moment");
    assertThat(String.valueOf(ask(Map.of()))).contains("clock=2026-12-01T14:30");
    assertThat(ask(Map.of()))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .singleElement()
        .extracting("moment")
        .isEqualTo(java.sql.Timestamp.from(Instant.parse("2026-12-01T14:30:00Z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#epr", "#sharedBreakers", "#hikari"})
  void aFlowNamesNoDatabaseButThoseOfTheSettings(String name) {
    open();
    Generation generation = assembly.build(files(ORDERS.replace("#erp", name), "select 1"));
    assertThat(generation.broken()).containsKey("flows/ask.camel.yaml");
    generation.close();
  }

  private ForeignDatabase.Status status() {
    return Objects.requireNonNull(spring.getBean(ForeignDatabases.class).statuses().get("erp"));
  }

  private void save(String steps, String sql) {
    Generation generation = assembly.build(files(steps, sql));
    assertThat(generation.broken()).isEmpty();
    routes.replace(generation);
  }

  private static RouteFiles files(String steps, String sql) {
    String flow =
        """
        - route:
            id: ask
            nodePrefixId: ask-
            from:
              uri: direct:ask
              steps:
        """
            + steps.indent(8);
    return RouteFiles.of(
        Map.of(
            "flows/ask.camel.yaml", flow.getBytes(StandardCharsets.UTF_8),
            "sql/orders.sql", sql.getBytes(StandardCharsets.UTF_8)));
  }

  private @Nullable Object ask(Map<String, Object> body) {
    Exchange exchange =
        routes.send("direct:ask", ExchangePattern.InOut, sent -> sent.getMessage().setBody(body));
    assertThat(exchange.getException()).isNull();
    return exchange.getMessage().getBody();
  }

  private FlowOutcome run() {
    return flows.run(event(Map.of()), null, 0);
  }

  private Failed fails() {
    return (Failed) run();
  }

  private static Event event(Map<String, Object> body) {
    return new Event(
        UUID.randomUUID(), "form", "ask", "form:1", Instant.now(), new HashMap<>(body));
  }
}
