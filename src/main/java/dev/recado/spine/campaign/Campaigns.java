package dev.recado.spine.campaign;

import dev.recado.ground.web.Cursor;
import dev.recado.spine.outbox.Batches;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes, starts, pauses, resumes and cancels campaigns. */
final class Campaigns {

  static final String PAUSED = "CAMPAIGN_PAUSED: a campanha está em pausa";
  static final String CANCELLED = "CAMPAIGN_CANCELLED: a campanha foi cancelada";

  private static final Set<CampaignState> AT_WORK =
      EnumSet.of(CampaignState.PREPARING, CampaignState.RUNNING);

  private final CampaignTable table;
  private final Batches outbox;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  Campaigns(CampaignTable table, Batches outbox, TransactionTemplate transaction, Clock clock) {
    this.table = table;
    this.outbox = outbox;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Tells a listener in this process that there is something to do. */
  void onWork(Runnable listener) {
    listeners.add(listener);
  }

  /** Makes a campaign that has not begun. */
  Campaign make(Plan plan, String by) {
    Campaign campaign = Campaign.of(UUID.randomUUID(), plan, "api", null, by, clock.instant());
    transaction.executeWithoutResult(status -> add(campaign));
    return campaign;
  }

  private boolean add(Campaign campaign) {
    boolean added = table.add(campaign);
    if (added) {
      outbox.open(campaign.id(), campaign.plan().hours());
    }
    return added;
  }

  /** Makes and starts the campaign of a flow, in the event's transaction; a repeat does nothing. */
  void begin(Campaign campaign) {
    if (add(campaign)) {
      table.move(campaign.id(), Set.of(CampaignState.DRAFT), CampaignState.PREPARING, null);
      table.started(campaign.id(), clock.instant());
      listeners.forEach(Runnable::run);
    }
  }

  Optional<Campaign> find(UUID id) {
    return table.find(id);
  }

  List<Campaign> list(
      @Nullable String state, @Nullable String name, @Nullable Cursor after, int limit) {
    return table.list(state, name, after, limit);
  }

  /**
   * What a decision came to.
   *
   * @param campaign as it stands now
   * @param fits false if its state does not allow the decision
   */
  record Decided(Campaign campaign, boolean fits) {}

  /** Starts a draft, or one whose audience could not be read. */
  Optional<Decided> start(UUID id) {
    return decide(
        id,
        EnumSet.of(CampaignState.DRAFT, CampaignState.FAILED),
        AT_WORK,
        campaign -> {
          table.move(id, Set.of(campaign.state()), CampaignState.PREPARING, null);
          table.started(id, clock.instant());
          return true;
        });
  }

  /** Stops a campaign for now. What waits in the outbox is held; what is being sent goes out. */
  Optional<Decided> pause(UUID id, String by) {
    return decide(
        id,
        AT_WORK,
        EnumSet.of(CampaignState.PAUSED),
        campaign -> {
          table.move(id, AT_WORK, CampaignState.PAUSED, "pausada por " + by);
          outbox.hold(id, PAUSED);
          return true;
        });
  }

  /** Goes on where it stopped; a reading of the audience that was not at its end begins anew. */
  Optional<Decided> resume(UUID id) {
    return decide(
        id,
        EnumSet.of(CampaignState.PAUSED),
        AT_WORK,
        campaign -> {
          CampaignState next =
              campaign.preparedAt() == null ? CampaignState.PREPARING : CampaignState.RUNNING;
          table.move(id, Set.of(CampaignState.PAUSED), next, null);
          Duration step = campaign.plan().step();
          outbox.resume(id, step).ifPresent(last -> table.nextSlot(id, last.plus(step)));
          return true;
        });
  }

  /**
   * Takes back for ever what has not gone out. That may be something even when the campaign is
   * done: messages that the provider gave back, or that a person replays.
   */
  Optional<Decided> cancel(UUID id, String by) {
    return decide(
        id,
        EnumSet.complementOf(EnumSet.of(CampaignState.CANCELLED)),
        EnumSet.of(CampaignState.CANCELLED),
        campaign -> {
          if (campaign.state() == CampaignState.DONE && !outbox.waiting(id).any()) {
            return false;
          }
          table.move(id, Set.of(campaign.state()), CampaignState.CANCELLED, "cancelada por " + by);
          table.ended(id, clock.instant());
          outbox.cancel(id, CANCELLED);
          return true;
        });
  }

  /** A decision that was taken already is no mistake. */
  private Optional<Decided> decide(
      UUID id, Set<CampaignState> from, Set<CampaignState> already, Predicate<Campaign> change) {
    Optional<Decided> decided =
        transaction.execute(
            status ->
                table
                    .locked(id)
                    .map(
                        campaign -> {
                          boolean fits = from.contains(campaign.state()) && change.test(campaign);
                          Campaign now = table.find(id).orElse(campaign);
                          return new Decided(now, fits || already.contains(campaign.state()));
                        }));
    listeners.forEach(Runnable::run);
    return decided == null ? Optional.empty() : decided;
  }
}
