package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.recado.Invoices.Load;
import dev.recado.StubWaha.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hub that is killed in the middle of its work and started again on what it left behind. */
@Tag("hub")
@Order(1)
class KilledHubTest {

  private static final int INVOICES = 300;
  private static final int CUSTOMERS = 30;
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private static final HubProcess HUB = HubProcess.named("killed");

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void withMessageIdsEverythingAcceptedIsDeliveredExactlyOnce() {
    try (StubWaha waha = new StubWaha(Engine.NOWEB)) {
      HUB.waha(waha).restart();
      HUB.plantClients(100, CUSTOMERS);
      Set<String> accepted = sendThroughAKill(waha, 100);

      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(new TreeSet<>(waha.deliveredInvoices())).isEqualTo(accepted));
      await().atMost(LIMIT).untilAsserted(() -> assertThat(unsettled()).isZero());
      assertThat(waha.deliveredInvoices()).doesNotHaveDuplicates();
      assertThat(HUB.count("select count(*) from outbox where state in ('DEAD', 'UNKNOWN')"))
          .isZero();
      assertThat(HUB.count("select count(*) from event where state <> 'DONE'")).isZero();
      HUB.stop();
    }
  }

  @Test
  void withoutMessageIdsWhatCannotBeKnownIsUnknownAndNothingIsDoubled() {
    try (StubWaha waha = new StubWaha(Engine.WEBJS)) {
      HUB.waha(waha).restart();
      HUB.plantClients(200, CUSTOMERS);
      Set<String> accepted = sendThroughAKill(waha, 200);

      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                Set<String> accounted = new TreeSet<>(waha.deliveredInvoices());
                accounted.addAll(unknownInvoices());
                assertThat(accounted).isEqualTo(accepted);
              });
      await().atMost(LIMIT).untilAsserted(() -> assertThat(unsettled()).isZero());
      assertThat(waha.deliveredInvoices()).doesNotHaveDuplicates();
      // At most as many can be unknown as were under way at once.
      assertThat(unknownInvoices()).hasSizeLessThanOrEqualTo(32);
      HUB.stop();
    }
  }

  private static Set<String> sendThroughAKill(StubWaha waha, int firstCustomer) {
    Invoices sender = new Invoices(HUB);
    Load load = sender.load(firstCustomer, CUSTOMERS, INVOICES, 8, LIMIT);
    await().atMost(LIMIT).until(() -> waha.delivered().size() > INVOICES / 5);
    HUB.killHard();
    HUB.start();
    load.join();
    assertThat(sender.accepted()).hasSize(INVOICES);
    return new TreeSet<>(sender.accepted().keySet());
  }

  private static List<String> unknownInvoices() {
    return HUB.database()
        .sql("select substring(payload from 'INV/2026/[0-9]+') from outbox where state = 'UNKNOWN'")
        .query(String.class)
        .list();
  }

  private static long unsettled() {
    return HUB.count(
        "select count(*) from outbox where state in ('QUEUED', 'RETRY', 'HELD', 'SENDING')");
  }
}
