package dev.recado.spine.campaign;

import dev.recado.spine.outbox.Batches;
import java.util.Optional;
import java.util.UUID;

/** Tells how far campaigns have come. */
final class ProgressQueries {

  private final CampaignTable campaigns;
  private final RecipientTable recipients;
  private final Batches outbox;

  ProgressQueries(CampaignTable campaigns, RecipientTable recipients, Batches outbox) {
    this.campaigns = campaigns;
    this.recipients = recipients;
    this.outbox = outbox;
  }

  Optional<Progress> of(UUID id) {
    return campaigns.find(id).map(this::of);
  }

  Progress of(Campaign campaign) {
    return Progress.of(campaign, outbox.counts(campaign.id()), recipients.answers(campaign.id()));
  }
}
