package dev.recado.spine.campaign;

import dev.recado.spine.outbox.MessageState;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a campaign has come.
 *
 * @param state as the API shows it
 * @param reason why it is paused or has failed, or null
 * @param total people of the audience, as far as it was read
 * @param skipped people who get nothing
 * @param planned people who are still to get their message
 * @param cancelled people who no longer get it: the campaign or the message was cancelled
 * @param waiting messages in the outbox that go out when it is their turn
 * @param held messages that the gate holds
 * @param sent messages that the provider has taken, also those that have come further
 * @param delivered messages that have reached the phone, also those that were read
 * @param read messages that were read
 * @param failed messages that the hub has given up
 * @param unknown messages of which it is not known whether they went out
 * @param replied contacts who answered
 * @param optedOut contacts who want no more messages since then
 * @param endedAt when it ended, or null
 */
record Progress(
    UUID id,
    String name,
    CampaignState state,
    @Nullable String reason,
    long total,
    long skipped,
    long planned,
    long cancelled,
    long waiting,
    long held,
    long sent,
    long delivered,
    long read,
    long failed,
    long unknown,
    long replied,
    long optedOut,
    @Nullable Instant endedAt) {

  static Progress of(
      Campaign campaign, Map<MessageState, Long> messages, RecipientTable.Answers answers) {
    boolean off = campaign.state() == CampaignState.CANCELLED;
    long read = count(messages, MessageState.READ);
    long delivered = read + count(messages, MessageState.DELIVERED);
    return new Progress(
        campaign.id(),
        campaign.plan().name(),
        campaign.state(),
        campaign.reason(),
        campaign.total(),
        campaign.skipped(),
        off ? 0 : campaign.left(),
        count(messages, MessageState.CANCELLED) + (off ? campaign.left() : 0),
        count(messages, MessageState.QUEUED)
            + count(messages, MessageState.RETRY)
            + count(messages, MessageState.SENDING),
        count(messages, MessageState.HELD),
        delivered + count(messages, MessageState.SENT),
        delivered,
        read,
        count(messages, MessageState.DEAD),
        count(messages, MessageState.UNKNOWN),
        answers.replied(),
        answers.optedOut(),
        campaign.endedAt());
  }

  private static long count(Map<MessageState, Long> messages, MessageState state) {
    return messages.getOrDefault(state, 0L);
  }
}
