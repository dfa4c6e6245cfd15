package dev.recado.spine.campaign;

import dev.recado.spine.channel.Channel;
import dev.recado.spine.channel.Channels;
import dev.recado.spine.flow.MessageTemplates;
import dev.recado.spine.flow.UnprocessableException;
import dev.recado.spine.ingress.StableId;
import dev.recado.spine.outbox.Batches;
import dev.recado.spine.outbox.OutboxMessage;
import dev.recado.spine.outbox.WritingHours;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves people of a running campaign into the outbox, a small stock at a time.
 *
 * <p>A round is one transaction, in which the campaign belongs to this process: the people become
 * released and their messages are in the outbox, or neither.
 */
final class Pump {

  private static final Logger log = LoggerFactory.getLogger(Pump.class);

  /** Behind replies and notices. */
  private static final int PRIORITY = -10;

  private static final String INACTIVE =
      "O canal '%s' está desativado: ative-o e continue a campanha (resume), ou cancele-a.";
  private static final String DELETED =
      "O canal '%s' não existe mais: crie-o de novo com este id e continue a campanha (resume), ou cancele-a.";
  private static final String NO_CHANNEL =
      "Não há nenhum canal ativo: ative um e continue a campanha (resume), ou cancele-a.";

  private static final int FULL = Integer.MAX_VALUE;
  private static final Duration AHEAD = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration HELD = Duration.ofSeconds(30);

  /** After this time each process knows of a changed channel. */
  private static final Duration KNOWN = Duration.ofSeconds(10);

  /** Places differ in their hours: others than those that were looked at may be open sooner. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final CampaignTable campaigns;
  private final RecipientTable recipients;
  private final Batches outbox;
  private final Channels channels;
  private final WritingHours hours;
  private final MessageTemplates templates;
  private final TransactionTemplate transaction;
  private final CampaignSettings settings;
  private final Clock clock;
  private final Map<UUID, Instant> offSince = new ConcurrentHashMap<>();

  Pump(
      CampaignTable campaigns,
      RecipientTable recipients,
      Batches outbox,
      Channels channels,
      WritingHours hours,
      MessageTemplates templates,
      TransactionTemplate transaction,
      CampaignSettings settings,
      Clock clock) {
    this.campaigns = campaigns;
    this.recipients = recipients;
    this.outbox = outbox;
    this.channels = channels;
    this.hours = hours;
    this.templates = templates;
    this.transaction = transaction;
    this.settings = settings;
    this.clock = clock;
  }

  /** Goes one round; returns how many messages were released. */
  int pump(UUID id) {
    Integer released = transaction.execute(status -> campaigns.taken(id).map(this::pump).orElse(0));
    return released == null ? 0 : released;
  }

  private int pump(Campaign campaign) {
    Optional<String> off = off(campaign);
    if (off.isPresent()) {
      return withoutChannel(campaign, off.get());
    }
    offSince.remove(campaign.id());
    Optional<MessageTemplates.Filler> filler = templates.named(campaign.plan().template());
    if (filler.isEmpty()) {
      return withoutTemplate(campaign);
    }
    Round round = new Round(campaign, filler.get(), clock.instant());
    round.go();
    return round.messages.size();
  }

  /** During the start, templates are unknown and not missing. */
  private int withoutTemplate(Campaign campaign) {
    if (templates.loaded()) {
      pause(campaign, Preparation.missing(campaign.plan().template()));
    }
    return 0;
  }

  private void pause(Campaign campaign, String reason) {
    campaigns.move(campaign.id(), Set.of(CampaignState.RUNNING), CampaignState.PAUSED, reason);
    outbox.hold(campaign.id(), Campaigns.PAUSED);
    log.warn("Campaign {} is paused: {}", campaign.id(), reason);
  }

  /** Tells why no channel can send its messages. */
  private Optional<String> off(Campaign campaign) {
    String id = campaign.plan().channel();
    if (id == null) {
      return channels.preferred().isPresent() ? Optional.empty() : Optional.of(NO_CHANNEL);
    }
    Optional<Channel> channel = channels.named(id);
    return channel.filter(Channel::active).isPresent()
        ? Optional.empty()
        : Optional.of((channel.isPresent() ? INACTIVE : DELETED).formatted(id));
  }

  /** Another process may have made or activated it some seconds ago. */
  private int withoutChannel(Campaign campaign, String reason) {
    Instant now = clock.instant();
    Instant since = offSince.computeIfAbsent(campaign.id(), any -> now);
    if (since.plus(KNOWN).isAfter(now)) {
      campaigns.pumped(campaign.id(), 0, 0, campaign.nextSlot(), now.plus(SOON));
    } else {
      offSince.remove(campaign.id());
      pause(campaign, reason);
    }
    return 0;
  }

  /** The id of the message to one contact; the same whoever releases it, and however often. */
  static UUID message(UUID campaign, String conversation) {
    return StableId.of("campaign", campaign.toString(), conversation);
  }

  private final class Round {

    private final Campaign campaign;
    private final Plan plan;
    private final MessageTemplates.Filler filler;
    private final Instant now;
    private final List<OutboxMessage> messages = new ArrayList<>();
    private final Map<Long, UUID> released = new TreeMap<>();
    private final Map<Long, String> skipped = new TreeMap<>();
    private final Map<Long, Instant> later = new TreeMap<>();
    private final Batches.Waiting waiting;
    private final Map<String, Long> rooms = new HashMap<>();
    private @Nullable Instant slot;
    private boolean full;

    Round(Campaign campaign, MessageTemplates.Filler filler, Instant now) {
      this.campaign = campaign;
      this.plan = campaign.plan();
      this.filler = filler;
      this.now = now;
      this.slot = campaign.nextSlot();
      this.waiting = outbox.waiting(campaign.id());
    }

    void go() {
      if (waiting.held() > 0) {
        // A message that was being judged while the pause ended does not stay paused.
        outbox.letGo(campaign.id());
      }
      int room = room(waiting.ready());
      List<Recipient> people = room <= 0 ? List.of() : recipients.due(campaign.id(), now, room);
      sort(people);
      store();
      campaigns.pumped(campaign.id(), released.size(), skipped.size(), slot, lookAt(room));
    }

    private int room(long ready) {
      long left = Math.min(stock() - ready, roomOfChannels());
      Integer pace = plan.pace();
      if (pace == null || left <= 0) {
        return (int) left;
      }
      Instant end = now.plus(AHEAD.multipliedBy(stock()).dividedBy(pace));
      long slots = Duration.between(slot(), end).dividedBy(plan.step());
      return (int) Math.min(slots + 1, left);
    }

    private int stock() {
      Integer pace = plan.pace();
      return Math.max(1, Math.min(settings.stock(), pace == null ? FULL : pace));
    }

    /** Where contacts go by several channels, each that has room may be the next one's. */
    private long roomOfChannels() {
      List<String> ids =
          plan.channel() != null
              ? List.of(plan.channel())
              : channels.all().stream().filter(Channel::active).map(Channel::id).toList();
      if (ids.size() == 1) {
        return roomOn(ids.get(0));
      }
      return ids.stream().anyMatch(id -> roomOn(id) > 0) ? FULL : 0;
    }

    /**
     * As much as the channel sends within a minute. More would only wait in the outbox, and look
     * like messages that a broken channel holds up.
     */
    private long roomOn(String channel) {
      return rooms.computeIfAbsent(
          channel,
          any ->
              hours.perMinute(channel).map(Math::ceil).map(Double::longValue).orElse((long) FULL)
                  - waiting.readyBy().getOrDefault(channel, 0L));
    }

    /** The channel of each contact, where the campaign leaves it open. */
    private Map<String, String> ways(List<Recipient> people) {
      return plan.channel() == null
          ? outbox.channels(people.stream().map(Recipient::conversation).toList())
          : Map.of();
    }

    /** Time that has passed without a message is not made up for. */
    private Instant slot() {
      return slot == null || slot.isBefore(now) ? now : slot;
    }

    /** When the next message goes out. */
    private Instant at() {
      return plan.pace() == null ? now : slot();
    }

    private void sort(List<Recipient> people) {
      Limits limits = limits(people);
      Map<String, String> ways = ways(people);
      for (Recipient one : people) {
        String channel = ways.getOrDefault(one.conversation(), plan.connector());
        // A slot behind the end of the hours would wait with others until they begin, and then all
        // go at once.
        Optional<Instant> opening = hours.opening(channel, plan.hours(), one.address(), at());
        Instant enough = limits.full().get(one.conversation());
        if (limits.again().contains(one.conversation())) {
          skipped.put(one.position(), RecipientTable.AGAIN);
        } else if (opening.isPresent()) {
          later.put(one.position(), opening.get());
        } else if (enough != null) {
          later.put(one.position(), enough.plus(Duration.ofDays(1)));
        } else if (roomOn(channel) > 0) {
          release(one, channel);
        } else {
          full = true;
        }
      }
    }

    private Limits limits(List<Recipient> people) {
      if (people.isEmpty() || !plan.limitsContacts()) {
        return new Limits(Set.of(), Map.of());
      }
      recipients.alone();
      Duration again = plan.notAgainWithin();
      Integer cap = plan.dailyCap();
      return new Limits(
          again == null ? Set.of() : recipients.again(campaign, people, now.minus(again)),
          cap == null ? Map.of() : recipients.full(people, now.minus(Duration.ofDays(1)), cap));
    }

    private void release(Recipient one, String channel) {
      try {
        Map<String, Object> payload = filler.payload(Preparation.facts(plan, one.facts()));
        Instant at = at();
        UUID id = message(campaign.id(), one.conversation());
        messages.add(
            new OutboxMessage(
                id,
                null,
                MessageTemplates.KIND,
                plan.connector(),
                one.conversation(),
                one.address(),
                payload,
                null,
                one.client(),
                false,
                PRIORITY,
                at));
        released.put(one.position(), id);
        rooms.merge(channel, -1L, Long::sum);
        slot = plan.pace() == null ? null : at.plus(plan.step());
      } catch (UnprocessableException e) {
        skipped.put(one.position(), "VALUES: " + e.getMessage());
      }
    }

    private void store() {
      if (!messages.isEmpty()) {
        outbox.add(campaign.id(), messages);
        recipients.released(campaign.id(), released, now);
      }
      if (!skipped.isEmpty()) {
        recipients.skipped(campaign.id(), skipped);
      }
      if (!later.isEmpty()) {
        recipients.later(campaign.id(), later);
      }
    }

    private @Nullable Instant lookAt(int room) {
      if (!messages.isEmpty() || !skipped.isEmpty()) {
        return null;
      }
      if (room <= 0) {
        // Below half of it, the stock is filled up at each round.
        return now.plus(plan.pace() == null ? settings.gather() : SOON);
      }
      if (full) {
        return now.plus(SOON);
      }
      Optional<Instant> due = recipients.nextDue(campaign.id());
      if (due.isPresent()) {
        // Behind those who must wait there may be others who are due now.
        return due.get().isAfter(now) ? soonest(due.get()) : null;
      }
      return waiting.ready() > 0 || waiting.held() > 0 ? whileSent() : done();
    }

    private Instant soonest(Instant due) {
      Instant longest = now.plus(LONGEST_WAIT);
      return due.isBefore(longest) ? due : longest;
    }

    private Instant whileSent() {
      return now.plus(waiting.ready() > 0 ? SOON : HELD);
    }

    private @Nullable Instant done() {
      campaigns.move(campaign.id(), Set.of(CampaignState.RUNNING), CampaignState.DONE, null);
      campaigns.ended(campaign.id(), now);
      return null;
    }
  }

  /** Who had enough of campaigns lately. */
  private record Limits(Set<String> again, Map<String, Instant> full) {}
}
