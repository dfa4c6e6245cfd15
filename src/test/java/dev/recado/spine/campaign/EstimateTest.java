package dev.recado.spine.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.TestDatabase;
import dev.recado.spine.campaign.CampaignKit.Parts;
import java.time.Instant;
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
  void withoutAnyPaceTheEndIsUnknown() {
    assertThat(of(CampaignKit.draft()).ends()).isNull();
  }
}
