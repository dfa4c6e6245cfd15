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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two hubs share the intake, and one of them fails. */
class TwoHubsTest {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int CUSTOMERS = 40;

  private final String run = "two-" + UUID.randomUUID();
  private final String database = TestServers.jdbcUrl();
  private final StubWaha waha = new StubWaha(Engine.NOWEB);
  private final TcpProxy postgres = TcpProxy.before(database);
  private final HubProcess first =
      hub("first").datasource(postgres.through(database)).lookingAt(database);
  private final HubProcess second = hub("second").datasource(database);

  private HubProcess hub(String name) {
    return HubProcess.named(name)
        .env("KAFKA_BROKERS", TestServers.brokers())
        .property("recado.ingress.topic", "inbound-" + run)
        .property("recado.intake.group", run)
        .waha(waha);
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
    postgres.close();
    waha.close();
  }

  @Test
  void whenOneIsKilledTheOtherTakesItsShareAndNothingIsLostOrDoubled() {
    first.start();
    first.plantClients(1, CUSTOMERS);
    second.start();
    await().atMost(LIMIT).until(this::bothHaveAShare);

    Invoices sender = new Invoices(second);
    Load load = sender.load(1, CUSTOMERS, 600, 8, LIMIT);
    await().atMost(LIMIT).until(() -> waha.delivered().size() > 60);
    first.killHard();
    load.join();

    assertThat(sender.accepted()).hasSize(600);
    allArriveOnce(sender);
  }

  @Test
  void aHubThatCannotReachPostgresLetsAnotherJoinAndNothingIsLostOrDoubled() {
    first.start();
    first.plantClients(1, CUSTOMERS);
    Invoices sender = new Invoices(first);
    Load load = sender.load(1, CUSTOMERS, 400, 8, LIMIT);
    await().atMost(LIMIT).until(() -> waha.delivered().size() > 60);
    postgres.stop();

    // Ready: it has joined the group, which had to wait for the first hub.
    second.start();
    await().atMost(LIMIT).until(this::bothHaveAShare);
    load.join();
    postgres.start();

    assertThat(sender.accepted()).hasSize(400);
    allArriveOnce(sender);
  }

  private boolean bothHaveAShare() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.brokers()))) {
      Collection<MemberDescription> members =
          admin
              .describeConsumerGroups(List.of(run))
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

  private void allArriveOnce(Invoices sender) {
    TreeSet<String> accepted = new TreeSet<>(sender.accepted().keySet());
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(new TreeSet<>(waha.deliveredInvoices())).isEqualTo(accepted));
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(second.count("select count(*) from outbox where state <> 'SENT'"))
                    .isZero());
    assertThat(waha.deliveredInvoices()).doesNotHaveDuplicates();
    assertThat(second.count("select count(*) from event where state <> 'DONE'")).isZero();
  }
}
