package dev.recado.spine.campaign;

import dev.recado.spine.outbox.ContactListener;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts what contacts do after the message of a campaign.
 *
 * <p>An answer counts within some time, and only if nothing else of ours reached the contact in
 * between. The first answer counts.
 */
final class Responses implements ContactListener {

  private final RecipientTable recipients;
  private final Duration within;

  Responses(RecipientTable recipients, Duration within) {
    this.recipients = recipients;
    this.within = within;
  }

  @Override
  public void wrote(String conversation, Instant at) {
    recipients.answered(conversation, at, at.minus(within), false);
  }

  @Override
  public void optedOut(String conversation, Instant at) {
    recipients.answered(conversation, at, at.minus(within), true);
  }
}
