package dev.recado.spine.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.spine.campaign.CampaignKit.Parts;
import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a campaign would end. */
class EstimateTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  private final CampaignKit kit = new CampaignKit(DATABASE).with(Parts.USUAL.quiet("national"));

  @BeforeEach
  void people() {
    DATABASE.jdbc().sql("truncate campaign, client cascade").update();
    kit.people(90);
  }

  private Estimate of(CampaignDraft draft) {
    return kit.dryRun.run(kit.drafts.plan(draft), 1).estimate();
  }

  @Test
  void aPaceEndsWithinTheHours() {
    Estimate estimate = of(CampaignKit.paced(30));
    assertThat(estimate.begins()).isEqualTo(CampaignKit.MORNING);
    assertThat(estimate.ends()).isEqualTo(CampaignKit.MORNING.plusSeconds(180));
  }

  @Test
  void whatDoesNotFitGoesOnTheNextDayOnWhichTheHubMayWrite() {
    CampaignDraft draft = CampaignKit.paced(1);
    CampaignDraft hour =
        new CampaignDraft(
            draft.name(),
            draft.audience(),
            draft.template(),
            null,
            null,
            1,
            "seg-sex 14:00-15:00",
            null,
            null,
            java.util.Map.of());
    Estimate estimate = of(hour);
    assertThat(estimate.begins()).isEqualTo(Instant.parse("2026-11-19T17:00:00Z"));
    // The twentieth is a holiday, then comes the weekend.
    assertThat(estimate.ends()).isEqualTo(Instant.parse("2026-11-23T17:30:00Z"));
  }

  @Test
  void withoutAPaceOfItsOwnTheChannelsPaceCounts() {
    Pace pace = new Pace(Duration.ofSeconds(3), 5, Duration.ofSeconds(2));
    CampaignKit paced = new CampaignKit(DATABASE).with(Parts.USUAL.quiet("national").channel(pace));
    CampaignKit simulated =
        new CampaignKit(DATABASE).with(Parts.USUAL.quiet("national").more(simulated(pace)));
    for (Estimate estimate :
        List.of(
            paced.dryRun.run(paced.drafts.plan(CampaignKit.draft()), 1).estimate(),
            simulated
                .dryRun
                .run(simulated.drafts.plan(CampaignKit.by("simulado")), 1)
                .estimate())) {
      assertThat(estimate.perMinute()).isEqualTo(15.0);
      assertThat(estimate.begins()).isEqualTo(CampaignKit.MORNING);
      assertThat(estimate.ends()).isEqualTo(CampaignKit.MORNING.plusSeconds(360));
    }
  }

  private static Channel simulated(Pace pace) {
    Channel it = CampaignKit.channel("simulado", pace, null);
    return new Channel(
        it.id(),
        it.provider(),
        null,
        it.label(),
        it.settings(),
        it.secrets(),
        pace,
        null,
        null,
        null,
        true,
        false,
        true,
        false,
        it.version());
  }

  @Test
  void withoutAnyPaceTheEndIsUnknown() {
    assertThat(of(CampaignKit.draft()).ends()).isNull();
  }
}
