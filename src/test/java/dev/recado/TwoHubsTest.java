package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.Invoices.Load;
import dev.recado.StubWaha.Engine;
import dev.recado.ground.embedded.TestServers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two hubs share the intake, and one of them falls out. */
@Tag("hub")
@Order(1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoHubsTest {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int CUSTOMERS = 40;

  private static final String RUN = "two-" + UUID.randomUUID();
  private static final String DATABASE = TestServers.migratedUrl();
  private static final StubWaha WAHA = new StubWaha(Engine.NOWEB);
  private static final TcpProxy POSTGRES = TcpProxy.before(DATABASE);
  private static final HubProcess FIRST =
      hub("first").datasource(POSTGRES.through(DATABASE)).lookingAt(DATABASE);
  private static final HubProcess SECOND = hub("second").datasource(DATABASE);
  private static final TreeSet<String> ACCEPTED = new TreeSet<>();

  private static HubProcess hub(String name) {
    return HubProcess.named(name)
        .env("KAFKA_BROKERS", TestServers.brokers())
        .property("recado.ingress.topic", "inbound-" + RUN)
        .property("recado.intake.group", RUN)
        .waha(WAHA);
  }

  @BeforeAll
  static void start() {
    FIRST.start();
    FIRST.plantClients(1, CUSTOMERS);
  }

  @AfterAll
  static void stop() {
    FIRST.close();
    SECOND.close();
    POSTGRES.close();
    WAHA.close();
  }

  @Test
  @Order(1)
  void aHubThatCannotReachPostgresLetsAnotherJoinAndNothingIsLostOrDoubled() {
    Invoices sender = new Invoices(FIRST);
    Load load = sender.load(1, CUSTOMERS, 400, 8, LIMIT);
    await().atMost(LIMIT).until(() -> WAHA.delivered().size() > 60);
    POSTGRES.stop();
    try {
      // Ready: it has joined the group, which had to wait for the first.
      SECOND.start();
      await().atMost(LIMIT).until(TwoHubsTest::bothHaveAShare);
      load.join();
    } finally {
      POSTGRES.start();
    }

    assertThat(sender.accepted()).hasSize(400);
    allArriveOnce(sender);
  }

  /** Goes on with the two hubs of the test before. */
  @Test
  @Order(2)
  void whenOneIsKilledTheOtherTakesItsShareAndNothingIsLostOrDoubled() {
    await().atMost(LIMIT).until(TwoHubsTest::bothHaveAShare);

    Invoices sender = new Invoices(SECOND);
    int before = WAHA.delivered().size();
    Load load = sender.load(1, CUSTOMERS, 600, 8, LIMIT);
    await().atMost(LIMIT).until(() -> WAHA.delivered().size() > before + 60);
    FIRST.killHard();
    load.join();

    assertThat(sender.accepted()).hasSize(600);
    allArriveOnce(sender);
  }

  private static boolean bothHaveAShare() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.brokers()))) {
      Collection<MemberDescription> members =
          admin
              .describeConsumerGroups(List.of(RUN))
              .describedGroups()
              .values()
              .iterator()
              .next()
              .get()
              .members();
      return members.size() == 2
          && members.stream().noneMatch(m -> m.assignment().topicPartitions().isEmpty());
    }
  }

  private static void allArriveOnce(Invoices sender) {
    ACCEPTED.addAll(sender.accepted().keySet());
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(new TreeSet<>(WAHA.deliveredInvoices())).isEqualTo(ACCEPTED));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(SECOND.count("select count(*) from outbox where state <> 'SENT'"))
                    .isZero());
    assertThat(WAHA.deliveredInvoices()).doesNotHaveDuplicates();
    assertThat(
            SECOND
                .database()
                .sql(
                    "select state || ' ' || coalesce(reason, '') from event where source = 'odoo' and state <> 'DONE'")
                .query(String.class)
                .list())
        .isEmpty();
  }
}
