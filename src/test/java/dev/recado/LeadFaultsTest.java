package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A lead reaches the CRM once, whatever becomes of the line to it. */
@Tag("hub")
@Order(1)
@ResourceLock(OdooSystem.LOCK)
class LeadFaultsTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final AtomicInteger NUMBER = new AtomicInteger(1000);

  private static final StubOdoo ODOO = OdooSystem.ODOO;
  private static final TcpProxy LINE = OdooSystem.LINE;
  private static final HubProcess HUB = OdooSystem.started();

  @AfterEach
  void mend() {
    LINE.start();
  }

  @Test
  void whileOdooIsAwayTheLeadWaitsAndThenIsThereOnce() {
    LINE.stop();
    Lead lead = add(HUB);
    await().atMost(LIMIT).until(() -> "RETRY".equals(state(HUB, lead)));
    assertThat(reason(HUB, lead)).contains("Odoo");
    LINE.start();
    await().atMost(LIMIT).until(() -> "SENT".equals(state(HUB, lead)));
    assertThat(inOdoo(lead)).isEqualTo(1);
  }

  @Test
  void aLostAnswerLeavesOneLeadWhoseIdIsKnown() {
    ODOO.loseAnswerOf("crm.lead/load");
    Lead lead = add(HUB);
    await().atMost(LIMIT).until(() -> "SENT".equals(state(HUB, lead)));
    assertThat(inOdoo(lead)).isEqualTo(1);
    assertThat(
            HUB.database()
                .sql("select provider_id from outbox where id = ?")
                .param(lead.id())
                .query(String.class)
                .single())
        .matches("crm\\.lead:\\d+");
  }

  @Test
  void withoutRightsItIsADeadLetterThatNamesTheGroups() {
    try (HubProcess limited =
        OdooSystem.hub("lead-limited", "limited", StubOdoo.LIMITED_PASSWORD).start()) {
      Lead lead = add(limited);
      await().atMost(LIMIT).until(() -> "DEAD".equals(state(limited, lead)));
      assertThat(reason(limited, lead))
          .contains("'limited'", "não tem permissão", "crm.lead", "Sales/Administrator");
    }
  }

  @Test
  void whereThereIsNoOdooTheHubKeepsTheLeadItself() {
    try (HubProcess alone = HubProcess.named("lead-alone").onSharedServers().start()) {
      Lead lead = add(alone);
      await().atMost(LIMIT).until(() -> "SENT".equals(state(alone, lead)));
      assertThat(
              alone
                  .database()
                  .sql("select title from lead where external_id = ?")
                  .param(lead.externalId())
                  .query(String.class)
                  .single())
          .isEqualTo(lead.title());
    }
  }

  /** A row of the outbox and the lead that it stands for. */
  private record Lead(UUID id, int number) {
    String externalId() {
      return "recado.lead_" + number;
    }

    String phone() {
      return "551198765" + number;
    }

    String title() {
      return "Cliente " + number + " - Trabalhista";
    }
  }

  private static Lead add(HubProcess hub) {
    Lead lead = new Lead(UUID.randomUUID(), NUMBER.incrementAndGet());
    hub.database()
        .sql(
            """
            insert into outbox (id, kind, connector, conversation, address, payload, state,
                                scheduled_for, due_at, created_at)
            values (:id, 'crm-lead', 'crm', :phone, :phone, :payload, 'QUEUED', now(), now(), now())
            """)
        .param("id", lead.id())
        .param("phone", lead.phone())
        .param("payload", payload(lead))
        .update();
    return lead;
  }

  private static String payload(Lead lead) {
    Map<String, String> payload =
        Map.of(
            "externalId",
            lead.externalId(),
            "name",
            "Cliente " + lead.number(),
            "phone",
            lead.phone(),
            "area",
            "Trabalhista");
    try {
      return new ObjectMapper().writeValueAsString(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long inOdoo(Lead lead) {
    return ODOO.leads().stream().filter(one -> lead.title().equals(one.get("name"))).count();
  }

  private static String state(HubProcess hub, Lead lead) {
    return column(hub, lead, "state");
  }

  private static String reason(HubProcess hub, Lead lead) {
    return column(hub, lead, "reason");
  }

  private static String column(HubProcess hub, Lead lead, String column) {
    return hub.database()
        .sql("select coalesce(" + column + ", '') from outbox where id = ?")
        .param(lead.id())
        .query(String.class)
        .single();
  }
}
