package dev.recado.spine.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.ground.loop.Loops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The counts of campaigns for Prometheus, and what they cost. */
class CampaignMetersTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  private CampaignKit kit;

  @BeforeEach
  void empty() {
    DATABASE
        .jdbc()
        .sql("truncate outbox, outbox_batch, contact, campaign, client cascade")
        .update();
    kit = new CampaignKit(DATABASE);
  }

  @Test
  void thoseAtWorkAndThoseThatEndedLatelyAreSummedByName() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    CampaignMeters meters =
        new CampaignMeters(kit.table, kit.progress, registry, new Loops().add("meters"), kit.clock);
    kit.people(3);
    UUID old = kit.prepared(CampaignKit.draft());
    kit.runToTheEnd(old);
    kit.clock.tick(Duration.ofDays(2));
    kit.runToTheEnd(kit.prepared(CampaignKit.draft()));
    kit.campaigns.pause(kit.prepared(CampaignKit.draft()), "ana");
    kit.campaigns.make(kit.drafts.plan(CampaignKit.draft()), "ana");

    meters.count();
    assertThat(people(registry, "sent")).isEqualTo(3);
    assertThat(people(registry, "planned")).isEqualTo(3);
  }

  private static double people(SimpleMeterRegistry registry, String outcome) {
    return registry
        .get("recado.campaign.people")
        .tags("campaign", "Volte", "outcome", outcome)
        .gauge()
        .value();
  }

  @Test
  void yearsOfEndedCampaignsAreNotRead() {
    kit.jdbc
        .sql(
            """
            insert into campaign (id, name, state, audience, template, facts, origin, created_by, created_at, started_at, ended_at)
            select gen_random_uuid(), 'Volte', 'DONE', '{}', 'volte', '{}', 'flow', 'e', at, at, at
              from generate_series(1, 5000) n, lateral (select timestamptz '2026-01-01' - n * interval '1 hour' as at) t
            """)
        .update();
    kit.jdbc.sql("analyze campaign").update();
    assertThat(
            kit.jdbc
                .sql("explain " + CampaignTable.RECENT)
                .param("since", Timestamp.from(CampaignKit.MORNING.minus(Duration.ofDays(1))))
                .param("limit", 20)
                .query(String.class)
                .list())
        .anyMatch(line -> line.contains("campaign_open"))
        .anyMatch(line -> line.contains("campaign_ended"))
        .noneMatch(line -> line.contains("Seq Scan"));
  }
}
